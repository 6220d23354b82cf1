package dev.forkd.worker.warm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Does once what every worker does first: loads the Platform and the engines and, if Jupiter is there, runs a small
 * test of ours. The project's listeners and extensions do not take part.
 */
public final class WarmUp {

    private static final String JUPITER = "junit-jupiter";

    /** Settings that override those of the project, which are meant for its own tests. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "junit.jupiter.extensions.autodetection.enabled", "false",
            "junit.jupiter.testinstance.lifecycle.default", "per_method",
            "junit.jupiter.displayname.generator.default", "org.junit.jupiter.api.DisplayNameGenerator$Standard",
            "junit.jupiter.execution.parallel.enabled", "false",
            "junit.platform.output.capture.stdout", "false",
            "junit.platform.output.capture.stderr", "false");

    /** A longer warm-up would cost more than it saves, even with many copies. */
    private static final Duration REHEARSAL = Duration.ofMillis(800);

    /**
     * Enough to load everything and to compile it once. After many more rounds the counters of hot methods are so high
     * that each copy would soon compile them a second time, with the optimising compiler.
     */
    private static final int MAX_ROUNDS = 30;

    private static final Duration COMPILING = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(40);
    /** The clock of a process has steps of this length. */
    private static final Duration TICK = Duration.ofMillis(10);

    private WarmUp() {}

    /** Where tests of ours are run; what it holds open is closed before this JVM is copied. */
    public interface Stage {

        /**
         * Opens it.
         *
         * @return runs one round after the other
         * @throws IOException if it cannot be opened
         */
        Round open() throws IOException;
    }

    /** Runs tests in the way in which a worker runs those of a project. */
    public interface Round extends AutoCloseable {

        /**
         * Runs tests.
         *
         * @param launcher has none of the project's listeners
         * @param units unique ids
         * @param parameters JUnit's configuration parameters
         * @throws IOException if the round cannot be run to its end
         */
        void run(Launcher launcher, List<String> units, Map<String, String> parameters) throws IOException;

        @Override
        void close() throws IOException;
    }

    static void run(Stage stage) throws IOException {
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        if (hasJupiter()) {
            try (Round round = stage.open()) {
                repeat(round, launcher);
            }
            awaitCompilers();
        }
        // Garbage from the warm-up would take up memory in every copy.
        System.gc();
    }

    /**
     * Repeats a round until the methods that every worker needs are compiled; otherwise each copy would compile them
     * again.
     */
    private static void repeat(Round round, Launcher launcher) throws IOException {
        List<String> units = List.of(UniqueId.forEngine(JUPITER)
                .append("class", FirstTests.class.getName())
                .toString());
        long end = System.nanoTime() + REHEARSAL.toNanos();
        for (int i = 0; i < MAX_ROUNDS && (i == 0 || System.nanoTime() < end); i++) {
            round.run(launcher, units, DEFAULTS);
        }
    }

    /**
     * Waits until this process does nothing, so that no compilation is pending, which would otherwise take place in
     * every copy. The JVM does not count a compilation before its end.
     */
    private static void awaitCompilers() {
        long end = System.nanoTime() + COMPILING.toNanos();
        Duration before = used();
        do {
            Duration since = before;
            LockSupport.parkNanos(STEP.toNanos());
            before = used();
            if (before.minus(since).compareTo(TICK) <= 0) {
                return;
            }
        } while (System.nanoTime() < end);
    }

    /** The processor time that this process has used; always zero where the system does not tell. */
    private static Duration used() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static boolean hasJupiter() {
        try {
            Class.forName("org.junit.jupiter.api.Test");
            Class.forName("org.junit.jupiter.engine.JupiterTestEngine");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
