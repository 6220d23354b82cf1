package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFilesTests {
    @TempDir
    private Path directory;

    @Test
    void an_empty_lease_counts_only_while_it_is_being_made() throws Exception {
        Path leases = Files.createDirectories(directory.resolve("leases"));
        Path old = Files.createFile(leases.resolve("old.lease"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
        Path fresh = Files.createFile(leases.resolve("fresh.lease"));
        Path full = Files.writeString(leases.resolve("full.lease"), "{}\n");
        Files.setLastModifiedTime(full, FileTime.from(Instant.now().minusSeconds(60)));
        Files.createFile(leases.resolve("other.txt"));

        assertThat(LeaseFiles.in(directory)).containsExactlyInAnyOrder(fresh, full);
        assertThat(LeaseFiles.in(directory.resolve("missing"))).isEmpty();
    }
}
