package dev.forkd.engine.frozen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says that needs no sandbox; the rest is in {@code FreezeIT}. */
class MainTests {

    @TempDir
    Path state;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void says_how_it_is_used() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("look")).isEqualTo(2);
        assertThat(run("--help")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("list", "look TAG", "delete TAG");
    }

    @Test
    void says_how_a_test_comes_to_be_frozen() {
        assertThat(run("list")).isZero();
        assertThat(err.toString(UTF_8)).contains("forkd.freeze");
    }

    @Test
    void says_that_there_is_no_such_test() {
        assertThat(run("look", "fj-frozen-0123456789ab")).isEqualTo(1);
        assertThat(run("delete", "nothing")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("no frozen test fj-frozen-0123456789ab", "no frozen test nothing");
    }

    @Test
    void says_that_the_files_are_gone() throws IOException {
        new FrozenTags(state)
                .put(new FrozenTag(
                        "fj-frozen-0123456789ab",
                        null,
                        "[engine:e]/[class:C]",
                        "2026-01-01T00:00:00Z",
                        true,
                        false,
                        "off",
                        "/tmp/w",
                        "/tmp/w/p",
                        "/s/place.sh",
                        "/project",
                        state.resolve("fj-frozen-0123456789ab").toString(),
                        null));

        assertThat(run("list")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("fj-frozen-0123456789ab  2026-01-01T00:00:00Z  processes and files  here");
        assertThat(run("look", "fj-frozen-0123456789ab", "true")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("the files of fj-frozen-0123456789ab are gone");
        assertThat(run("delete", "all")).isZero();
        assertThat(new FrozenTags(state).all()).isEmpty();
    }

    private int run(String... arguments) {
        return new Main(
                        new FrozenTags(state),
                        Map.of(),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }
}
