package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateRootTests {
    @TempDir
    Path temp;

    @Test
    void is_never_a_name_in_the_shared_temporary_directory() {
        assertThat(StateRoot.candidates(
                        Map.of("XDG_STATE_HOME", "/state", "XDG_RUNTIME_DIR", "/run/user/1"), "/home/me"))
                .containsExactly(
                        Path.of("/state/forkd/local"),
                        Path.of("/home/me/.local/state/forkd/local"),
                        Path.of("/run/user/1/forkd/local"));
        assertThat(StateRoot.candidates(Map.of("XDG_STATE_HOME", "relative"), null))
                .isEmpty();
    }

    @Test
    void a_squatted_name_stops_nobody() throws IOException {
        Path squatted = Files.createSymbolicLink(temp.resolve("forkd"), temp.resolve("elsewhere"));

        StateRoot root = StateRoot.of(List.of(squatted.resolve("local")));

        try {
            assertThat(root.ofOneController()).isTrue();
            assertThat(temp.resolve("elsewhere")).doesNotExist();
            assertThat(Files.getPosixFilePermissions(root.path())).hasSize(3);
        } finally {
            Files.delete(root.path());
        }
    }
}
