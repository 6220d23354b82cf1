package dev.forkd.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which directories a sweep takes away, and which it must not touch. */
final class StateDirectoryTests {
    @TempDir
    Path root;

    @Test
    void sweeps_only_the_dead() throws Exception {
        Path dead = Files.createDirectories(root.resolve("1-dead/snapshots/t"));
        Files.createFile(root.resolve("1-dead/lock"));
        Files.createDirectories(root.resolve("not-ours"));
        Path fresh = Files.createDirectories(root.resolve(".2-starting"));
        Path stale = Files.createDirectories(root.resolve(".3-never-started"));
        Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        try (StateDirectory living = StateDirectory.create(root)) {
            assertThat(StateDirectory.sweepDead(root)).isEqualTo(2);

            assertThat(dead).doesNotExist();
            assertThat(stale).doesNotExist();
            assertThat(fresh).exists();
            assertThat(root.resolve("not-ours")).exists();
            assertThat(living.path()).exists();
        }
    }

    @Test
    void sweeps_what_was_being_deleted_when_its_controller_ended() throws Exception {
        Instant before = Instant.now().minus(Duration.ofHours(2));
        Path half = Files.createDirectories(root.resolve("4-fe2b3bc6-b412-4ffe-858c-9f4ae6f1d02a/snapshots"));
        Path foreign = Files.createDirectories(root.resolve("5-somebody-elses"));
        Files.setLastModifiedTime(half.getParent(), FileTime.from(before));
        Files.setLastModifiedTime(foreign, FileTime.from(before));

        assertThat(StateDirectory.sweepDead(root)).isEqualTo(1);

        assertThat(half).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void is_for_its_user_alone() throws Exception {
        Path path;
        try (StateDirectory state = StateDirectory.create(root.resolve("a/b"))) {
            path = state.path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void does_not_mind_a_missing_root() throws Exception {
        assertThat(StateDirectory.sweepDead(root.resolve("missing"))).isZero();
    }
}
