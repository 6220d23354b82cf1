package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.forkd.local.Rest.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions are evaluated by a Python in the sandbox (contract 6.8), where this machine has one. */
class EvaluationTests {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path stateRoot;

    private Controllers controllers;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        controllers = new Controllers(stateRoot);
        rest = new Rest(controllers.start(controllers.options()).url());
        Assumptions.assumeTrue(
                "3"
                        .equals(eval(rest.create(1).get(0), "len('abc')")
                                .path("result")
                                .asText()),
                "no Python here");
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    private JsonNode eval(String id, String code) throws Exception {
        Answer answer = rest.post("/v1/sandboxes/" + id + "/eval", JSON.writeValueAsString(Map.of("code", code)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void answers_as_the_agent_does() throws Exception {
        String id = rest.create(1).get(0);

        assertThat(eval(id, "'it\\'s \u00e4' + \"\\n\"").path("result").asText())
                .isEqualTo("\"it's \u00e4\\n\"");
        assertThat(eval(id, "1/0").path("error").asText()).isEqualTo("ZeroDivisionError: division by zero");
        assertThat(eval(id, "1/0").path("exit_code").asInt()).isEqualTo(1);
        assertThat(eval(id, "x = 1").path("error").asText()).startsWith("SyntaxError");
    }

    @Test
    void sees_the_files_of_its_own_sandbox_and_keeps_what_it_learnt() throws Exception {
        List<String> ids = rest.create(2);
        rest.exec(ids.get(0), "sh", "-c", "echo here >/tmp/forkd-evaluation");

        assertThat(eval(ids.get(0), "open('/tmp/forkd-evaluation').read()")
                        .path("result")
                        .asText())
                .isEqualTo("'here\\n'");
        assertThat(eval(ids.get(1), "open('/tmp/forkd-evaluation').read()")
                        .path("error")
                        .asText())
                .startsWith("FileNotFoundError");
        eval(ids.get(0), "__import__('sys').modules.__setitem__('kept', 7)");
        assertThat(eval(ids.get(0), "__import__('sys').modules['kept']")
                        .path("result")
                        .asText())
                .isEqualTo("7");
    }

    @Test
    void takes_no_more_than_it_can_hold() throws Exception {
        String id = rest.create(1).get(0);

        Answer answer = rest.post("/v1/sandboxes/" + id + "/eval", "{\"code\":\"'a' * (64 << 20)\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(eval(id, "1 + 1").path("result").asText()).isEqualTo("2");
    }

    @Test
    void outlives_an_expression_that_ends_it() throws Exception {
        String id = rest.create(1).get(0);

        Answer answer = rest.post("/v1/sandboxes/" + id + "/eval", "{\"code\":\"__import__('os')._exit(3)\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("parse eval response");
        assertThat(eval(id, "1 + 1").path("result").asText()).isEqualTo("2");
    }
}
