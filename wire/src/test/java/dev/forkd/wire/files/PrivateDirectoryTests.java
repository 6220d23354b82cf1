package dev.forkd.wire.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateDirectoryTests {
    @TempDir
    Path temp;

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void makes_all_that_is_missing_for_its_owner_alone() throws IOException {
        Path made = PrivateDirectory.make(temp.resolve("a/b"));

        assertThat(made).isEqualTo(temp.toRealPath().resolve("a/b"));
        assertThat(mode(made)).isEqualTo("rwx------");
        assertThat(mode(temp.resolve("a"))).isEqualTo("rwx------");
        assertThat(made).isEmptyDirectory();
    }

    @Test
    void takes_back_what_others_could_enter() throws IOException {
        Path directory = Files.createDirectory(temp.resolve("a"));
        mode(directory, "rwxr-xr-x");

        assertThat(mode(PrivateDirectory.make(directory))).isEqualTo("rwx------");
    }

    @Test
    void refuses_what_others_can_replace() throws IOException {
        Path open = Files.createDirectory(temp.resolve("open"));
        mode(open, "rwxrwxrwx");

        assertThatThrownBy(() -> PrivateDirectory.make(open.resolve("a"))).hasMessageContaining("other users");
    }

    @Test
    void follows_no_link_into_what_others_can_replace() throws IOException {
        Path open = Files.createDirectory(temp.resolve("open"));
        Path target = Files.createDirectory(open.resolve("target"));
        mode(open, "rwxrwxrwx");
        Path link = Files.createSymbolicLink(temp.resolve("link"), target);

        assertThatThrownBy(() -> PrivateDirectory.make(link.resolve("a"))).hasMessageContaining("other users");
        assertThatThrownBy(() -> PrivateDirectory.make(link)).hasMessageContaining("other users");
    }

    @Test
    void refuses_what_belongs_to_somebody_else() throws IOException {
        Path foreign = Files.createDirectory(temp.resolve("foreign"));
        try {
            Files.setAttribute(foreign, "unix:uid", 65534);
        } catch (IOException e) {
            Assumptions.abort("only root can give directories away");
        }

        assertThatThrownBy(() -> PrivateDirectory.make(foreign.resolve("a"))).hasMessageContaining("somebody else");
        assertThatThrownBy(() -> PrivateDirectory.make(foreign)).hasMessageContaining("somebody else");
    }

    @Test
    void a_squatted_name_stops_nobody() throws IOException {
        Path squatted = Files.writeString(temp.resolve("squatted"), "");
        Path dangling = Files.createSymbolicLink(temp.resolve("dangling"), temp.resolve("nowhere"));
        Path good = temp.resolve("good");

        assertThat(PrivateDirectory.firstOf(List.of(squatted, dangling, Path.of("relative"), good)))
                .contains(good.toRealPath());
        assertThat(PrivateDirectory.firstOf(List.of(squatted))).isEmpty();
    }
}
