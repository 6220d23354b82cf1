package dev.forkd.engine.cache;

import dev.forkd.engine.configuration.Cache;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a user whose builds ship much that it can be kept. A file notes that it was told, so it is told only once. */
public final class CacheHint {

    private static final long MIB = 1L << 20;
    private static final long MIN_BYTES = 8 * MIB;

    private final Path told;

    /**
     * Makes a hint.
     *
     * @param stateDirectory the user's directory for state
     */
    public CacheHint(Path stateDirectory) {
        this.told = stateDirectory.resolve("cache").resolve("hinted");
    }

    /**
     * Shows the hint, if it is of use and was not shown before.
     *
     * @param shipped how many bytes a run has shipped
     * @param configuration the settings
     * @param host shows the line
     */
    public void tell(long shipped, ForkdConfiguration configuration, Host host) {
        if (shipped < MIN_BYTES
                || configuration.embedded()
                || configuration.cache().keeps() != Cache.Keeps.OFF) {
            return;
        }
        try {
            Files.createDirectories(told.getParent());
            Files.createFile(told);
        } catch (IOException e) {
            // The hint was shown before; or it cannot be noted that it was shown, and would come with every build.
            return;
        }
        host.say("forkd: " + shipped / MIB + " MiB were shipped, as they will be by each build;"
                + " forkd.cache=dependencies keeps what does not change in a snapshot of the controller (docs/cache.md)."
                + " This is said only once.");
    }
}
