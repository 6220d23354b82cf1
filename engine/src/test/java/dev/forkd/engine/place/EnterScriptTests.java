package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnterScriptTests {

    @TempDir
    Path directory;

    /** A shell changes some variables when it starts, others when it changes its directory. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void the_environment_arrives_word_for_word_and_nothing_else(String shell) throws Exception {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "PWD", "/before",
                "OLDPWD", "/long before",
                "SHLVL", "7",
                "_", "/bin/that",
                "LINES_", "one\ntwo",
                "QUOTES", "it's \"$HOME\" `x`",
                "dotted.name", "a=b",
                "EMPTY", ""));

        assertThat(seen(shell, environment)).isEqualTo(environment);

        List.of("PWD", "OLDPWD", "SHLVL", "_").forEach(environment::remove);
        assertThat(seen(shell, environment)).isEqualTo(environment);
    }

    /** Bash refuses to set some of these, and Surefire sets whatever a build tells it to. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void variables_with_a_meaning_for_the_shell_arrive_and_change_nothing_on_the_way(String shell) throws Exception {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH", "/nowhere",
                "UID", "77",
                "PPID", "78",
                "OPTIND", "none",
                "SHELLOPTS", "xtrace",
                "IFS", "e",
                "BASH_ENV", "/nowhere/either",
                "POSIXLY_CORRECT", "1"));

        assertThat(seen(shell, environment)).isEqualTo(environment);
    }

    @Test
    void new_files_have_the_permissions_that_they_have_here() throws Exception {
        Map<String, String> path = Map.of("PATH", System.getenv("PATH"));
        String here = Builder.here().umask();

        assertThat(output("sh", path, "0137", "sh", "-c", "umask").strip()).isEqualTo("0137");
        assertThat(output("sh", path, "", "sh", "-c", "umask").strip()).isEqualTo(here);
    }

    private Map<String, String> seen(String shell, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, String> seen = new TreeMap<>();
        for (String line : output(shell, environment, "", "/usr/bin/env", "-0").split("\0", 0)) {
            String[] words = line.split("=", 2);
            seen.put(words[0], words[1]);
        }
        return seen;
    }

    private String output(String shell, Map<String, String> environment, String umask, String... command)
            throws IOException, InterruptedException {
        String text = EnterScript.write(environment, 0, List.of(), -1, umask, directory.toString(), List.of(command));
        Path script = Files.writeString(directory.resolve("enter.sh"), text);
        ProcessBuilder builder = new ProcessBuilder(shell, script.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", System.getenv("PATH"), "HOME", "/guest", "OLDPWD", "/guest"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
