package dev.forkd.worker.warm;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Does once what every worker does first: loads the Platform and the engines and, if Jupiter is there, runs a small
 * test of ours. The project's listeners and extensions do not take part.
 */
final class WarmUp {

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

    private static final int MAX_ROUNDS = 500;
    private static final Duration COMPILING = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(40);

    private WarmUp() {}

    static void run() {
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        if (hasJupiter()) {
            repeat(() -> {
                TestPlan plan = launcher.discover(request(List.of(DiscoverySelectors.selectClass(FirstTests.class))));
                launcher.execute(plan);
            });
            awaitCompilers();
        }
        // Garbage from the warm-up would take up memory in every copy.
        System.gc();
    }

    /**
     * Repeats a round until the methods that every worker needs are compiled; otherwise each copy would compile them
     * again.
     */
    private static void repeat(Runnable round) {
        long end = System.nanoTime() + REHEARSAL.toNanos();
        for (int i = 0; i < MAX_ROUNDS && (i == 0 || System.nanoTime() < end); i++) {
            round.run();
        }
    }

    /** Waits for pending compilations, which would otherwise take place in every copy. */
    private static void awaitCompilers() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        if (compilers == null || !compilers.isCompilationTimeMonitoringSupported()) {
            return;
        }
        long end = System.nanoTime() + COMPILING.toNanos();
        long before = -1;
        for (long now = compilers.getTotalCompilationTime();
                now != before && System.nanoTime() < end;
                now = compilers.getTotalCompilationTime()) {
            before = now;
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static LauncherDiscoveryRequest request(List<? extends DiscoverySelector> selectors) {
        return LauncherDiscoveryRequestBuilder.request()
                .filters(EngineFilter.includeEngines(JUPITER))
                .configurationParameters(DEFAULTS)
                .selectors(selectors)
                .build();
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
