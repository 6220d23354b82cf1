package dev.forkd.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.place.SaidLines;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** A user who ships much hears of the cache once, and nobody else does. */
class CacheHintTests {

    private static final long MUCH = 9L << 20;

    @TempDir
    Path state;

    private final SaidLines said = new SaidLines();

    @Test
    void it_is_told_once() {
        tell(MUCH, "http://127.0.0.1:1", "off");
        tell(MUCH, "http://127.0.0.1:1", "off");

        assertThat(said.lines())
                .singleElement()
                .asString()
                .contains("9 MiB", "forkd.cache=dependencies", "docs/cache.md");
    }

    @Test
    void it_is_not_told_where_it_does_not_help() {
        tell(1000, "http://127.0.0.1:1", "off");
        tell(MUCH, "http://127.0.0.1:1", "project");
        tell(MUCH, "local", "off");

        assertThat(said.lines()).isEmpty();
    }

    private void tell(long shipped, String url, String cache) {
        ForkdConfiguration configuration = ForkdConfiguration.read(
                LauncherDiscoveryRequestBuilder.request()
                        .configurationParameters(
                                Map.of("forkd.url", url, "forkd.snapshot-tag", "local", "forkd.cache", cache))
                        .build()
                        .getConfigurationParameters(),
                Map.of());
        new CacheHint(state).tell(shipped, configuration, said);
    }
}
