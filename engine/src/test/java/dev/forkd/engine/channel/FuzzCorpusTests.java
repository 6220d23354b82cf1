package dev.forkd.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What fuzzing has found worth keeping, see docs/reliability.md: each input again, in every build. */
class FuzzCorpusTests {

    @Test
    void events() throws IOException {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(Path.of("src/test/fuzz/EventFuzz"))) {
            inputs = files.toList();
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            try {
                EventFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(input.toString(), e);
            }
        }
    }
}
