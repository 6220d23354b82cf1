package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What fuzzing has found worth keeping, see docs/reliability.md: each input again, in every build. */
class FuzzCorpusTests {
    private static final Path CORPUS = Path.of("src/test/fuzz");

    @Test
    void poll_answers() throws IOException {
        tryAll("PollAnswerFuzz", PollAnswerFuzz::fuzzerTestOneInput);
    }

    @Test
    void leases() throws IOException {
        tryAll("LeaseFuzz", LeaseFuzz::fuzzerTestOneInput);
    }

    @Test
    void controller_answers() throws IOException {
        tryAll("ControllerAnswerFuzz", ControllerAnswerFuzz::fuzzerTestOneInput);
    }

    private static void tryAll(String target, Consumer<byte[]> fuzz) throws IOException {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            inputs = files.toList();
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            try {
                fuzz.accept(Files.readAllBytes(input));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(input.toString(), e);
            }
        }
    }
}
