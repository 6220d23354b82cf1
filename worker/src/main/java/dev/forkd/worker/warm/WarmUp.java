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
 * Does once what every worker does first: loads the Platform and the engines and lets Jupiter, where it is there, run a
 * test of ours. None of the project's listeners and extensions takes part.
 */
final class WarmUp {

    private static final String JUPITER = "junit-jupiter";

    /** What a project sets for all of its tests does not apply to ours. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "junit.jupiter.extensions.autodetection.enabled", "false",
            "junit.jupiter.testinstance.lifecycle.default", "per_method",
            "junit.jupiter.displayname.generator.default", "org.junit.jupiter.api.DisplayNameGenerator$Standard",
            "junit.jupiter.execution.parallel.enabled", "false",
            "junit.platform.output.capture.stdout", "false",
            "junit.platform.output.capture.stderr", "false");

    /** Longer costs more than it saves the copies, even if there are many. */
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
        // What was needed only to start takes room in every copy.
        System.gc();
    }

    /** Until the methods that every worker needs are compiled, which each copy would else do for itself. */
    private static void repeat(Runnable round) {
        long end = System.nanoTime() + REHEARSAL.toNanos();
        for (int i = 0; i < MAX_ROUNDS && (i == 0 || System.nanoTime() < end); i++) {
            round.run();
        }
    }

    /** What waits to be compiled now would be compiled in every copy. */
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
