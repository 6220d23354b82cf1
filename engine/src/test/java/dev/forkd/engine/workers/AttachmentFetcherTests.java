package dev.forkd.engine.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.client.ForkdClient;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.worker.protocol.WorkerEvent.FilePublished;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestDescriptor;

/** Files that a sandbox publishes take neither all the time of the run, nor its console, nor more than their place. */
@Timeout(60)
class AttachmentFetcherTests {

    @TempDir
    Path directory;

    private final List<String> said = new ArrayList<>();
    private final Host host = new Host() {
        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void backDate(TestDescriptor descriptor, long durationMicros) {}
    };
    /** Nobody answers there. */
    private final ForkdClient client = ForkdClient.builder(URI.create("http://127.0.0.1:1"))
            .patience(Duration.ZERO)
            .build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_sandbox_whose_files_took_long_brings_no_more() {
        AttachmentFetcher fetcher = fetcher(new SlowTime());
        for (int i = 0; i < 5; i++) {
            assertThat(fetcher.fetch(published(List.of()))).isEmpty();
        }

        assertThat(said.get(0)).doesNotContain("minutes");
        assertThat(said.get(3)).contains("took more than 15 minutes");
        assertThat(said.get(4)).contains("took more than 15 minutes");
    }

    @Test
    void any_number_of_failures_is_shown_in_a_few_lines() {
        AttachmentFetcher fetcher = fetcher(Ticker.SYSTEM);
        for (int i = 0; i < 100; i++) {
            assertThat(fetcher.fetch(published(List.of("../up")))).isEmpty();
        }

        assertThat(said).hasSize(10).allMatch(line -> line.contains("outside of its directory"));
        assertThat(said.get(9)).contains("Further ones of this sandbox are not shown");
    }

    @Test
    void a_name_makes_no_more_directories_than_anybody_needs() {
        AttachmentFetcher fetcher = fetcher(Ticker.SYSTEM);

        assertThat(fetcher.fetch(published(List.of("a/".repeat(60) + "b")))).isEmpty();

        assertThat(said).singleElement().asString().contains("too deep");
        assertThat(directory.resolve("1")).doesNotExist();
    }

    private AttachmentFetcher fetcher(Ticker ticker) {
        return new AttachmentFetcher(
                client.attach(new SandboxInfo("sb", "t", null, null, 0, 1, null, false, null, 0)),
                new Attachments(directory),
                host,
                ticker);
    }

    private static FilePublished published(List<String> files) {
        return new FilePublished("[engine:e]", "/tmp/published", "published", null, files);
    }

    /** Each look at it takes as long as a slow download may. */
    private static final class SlowTime implements Ticker {

        private long nanos;

        @Override
        public long nanos() {
            nanos += Duration.ofMinutes(5).toNanos();
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {}
    }
}
