package dev.forkd.action.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sandbox chooses the names of its files, but not where they go. */
class DownloadPathTests {
    private static final Path TARGET = Path.of("/runner/space/got/0");

    @ParameterizedTest
    @ValueSource(
            strings = {"/out/../../../etc/passwd", "/out/..", "/out/a/../..", "/out/", "/out/../0-evil/x", "/out/a\0b"})
    void leads_nowhere_else(String name) {
        assertThat(DownloadRun.inside(TARGET, "/out", name)).isEmpty();
    }

    @Test
    void keeps_the_tree() {
        assertThat(DownloadRun.inside(TARGET, "/out", "/out/a/b.txt")).contains(TARGET.resolve("a/b.txt"));
        assertThat(DownloadRun.inside(TARGET, "/out/b.txt", "/out/b.txt")).contains(TARGET.resolve("b.txt"));
        assertThat(DownloadRun.inside(TARGET, "/out", "/out//etc/x")).contains(TARGET.resolve("etc/x"));
    }

    @Test
    void ids_are_only_ids() {
        assertThat(DownloadRun.ids("sb-1, sb-2\nsb-3")).containsExactly("sb-1", "sb-2", "sb-3");
        assertThat(DownloadRun.ids("[{\"id\":\"sb-1\",\"exit_code\":0,\"stdout\":\"\\\"id\\\":\\\"sb-9\\\"\"}]"))
                .containsExactly("sb-1");
        assertThat(DownloadRun.ids("../snapshots/prod?force=true")).isEmpty();
        assertThat(DownloadRun.ids("[{\"id\":\"../x\"}]")).isEmpty();
        assertThat(DownloadRun.ids("[")).isEmpty();
        assertThat(DownloadRun.ids("")).isEmpty();
    }
}
