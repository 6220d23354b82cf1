package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnArgumentsTests {

    @TempDir
    Path directory;

    @Test
    void arguments_are_handed_on_word_for_word_but_for_debuggers_and_our_own() {
        List<String> arguments = List.of(
                "-Xmx300m",
                "--add-modules=jdk.incubator.vector",
                "-Xbootclasspath/a:/x.jar",
                "-javaagent:/jacoco.jar=destfile=/a",
                "-Dbasedir=/somewhere");
        List<String> dropped = List.of(
                "-agentlib:jdwp=transport=dt_socket",
                "-Xrunjdwp:x",
                "-Dcom.sun.management.jmxremote.port=9",
                "-Dforkd.token=s",
                "+UseSerialGC",
                "-javaagent:/idea/lib/idea_rt.jar=1");
        List<String> all = new java.util.ArrayList<>(arguments);
        all.addAll(1, dropped);

        assertThat(OwnArguments.withoutDebuggers(all)).isEqualTo(arguments);
    }

    @Test
    void what_a_variable_gives_to_every_jvm_is_not_given_twice() {
        List<String> arguments = List.of("-javaagent:/a.jar", "-Xmx1g");

        assertThat(OwnArguments.withoutThoseOf(arguments, Map.of("JAVA_TOOL_OPTIONS", "-javaagent:/a.jar")))
                .containsExactly("-Xmx1g");
        // Where the variable is not handed on, its arguments must be.
        assertThat(OwnArguments.withoutThoseOf(arguments, Map.of())).isEqualTo(arguments);
    }

    @Test
    void files_that_arguments_name_are_found() throws IOException {
        Path jar = Files.createFile(directory.resolve("agent.jar"));
        Path one = Files.createFile(directory.resolve("one"));
        Path two = Files.createDirectory(directory.resolve("two"));

        assertThat(OwnArguments.namedFiles(
                        List.of(
                                "-javaagent:agent.jar=x=/nowhere",
                                "-Dfile=" + one,
                                "--patch-module=m=" + two + ":/nowhere",
                                "-Xmx1g",
                                "-Droot=/"),
                        directory))
                .containsExactly(jar, one, two);
    }
}
