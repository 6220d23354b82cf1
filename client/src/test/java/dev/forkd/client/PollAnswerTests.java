package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollAnswerTests {
    private static final Set<String> STREAMS = Set.of("stdout", "stderr");
    private static final String GOOD =
            "@exit exited 7\n@size stdout 5\n@data stdout 5\naGVsbG8=\n@size stderr 0\n@done\n";
    private static final int MAX = 1000;

    @Test
    void reads_an_answer() throws MalformedException {
        PollAnswer answer = PollAnswer.parse(GOOD, STREAMS, MAX);

        assertThat(answer.end()).isEqualTo(new PollAnswer.End(PollAnswer.How.EXITED, 7));
        assertThat(answer.chunks().get("stdout")).asString().isEqualTo("hello");
        assertThat(answer.sizes()).containsEntry("stderr", 0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@done",
                "@size stdout\n@done",
                "@size stdout 5 6\n@size stderr 0\n@done",
                "@size stdout -5\n@size stderr 0\n@done",
                "@size stdout 99999999999999999999\n@size stderr 0\n@done",
                "@size stdout 5\n@size stdout 5\n@size stderr 0\n@done",
                "@size stdout 5\n@size other 0\n@done",
                "@exit\n@size stdout 0\n@size stderr 0\n@done",
                "@exit exited\n@size stdout 0\n@size stderr 0\n@done",
                "@exit exited 256\n@size stdout 0\n@size stderr 0\n@done",
                "@exit exited x\n@size stdout 0\n@size stderr 0\n@done",
                "@exit else\n@size stdout 0\n@size stderr 0\n@done",
                "@size stdout 5\n@data stdout 1001\n@size stderr 0\n@done",
                "@size stdout 5\n@data stdout 5\n????????\n@size stderr 0\n@done",
                "@size stdout 5\n@data stdout 5\naGVs\n@size stderr 0\n@done",
                "words\n@size stdout 0\n@size stderr 0\n@done"
            })
    void refuses_anything_else(String text) {
        assertThatThrownBy(() -> PollAnswer.parse(text, STREAMS, MAX)).isInstanceOf(MalformedException.class);
    }

    @Test
    void damage_gives_one_kind_of_exception() {
        for (int seed = 0; seed < 20_000; seed++) {
            String damaged = Mutations.of(GOOD, seed);
            try {
                PollAnswer.parse(damaged, STREAMS, MAX);
            } catch (MalformedException e) {
                assertThat(e.getMessage()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + damaged, e);
            }
        }
    }
}
