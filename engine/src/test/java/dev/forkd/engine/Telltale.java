package dev.forkd.engine;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Where the tests of a run found themselves, and what failed. */
final class Telltale implements TestExecutionListener {

    private final Map<String, List<Whereabouts>> told = new TreeMap<>();
    private final Map<String, Integer> ended = new TreeMap<>();
    private final Map<String, Throwable> failures = new TreeMap<>();

    private Telltale() {}

    /**
     * What one test found.
     *
     * @param sandbox its sandbox
     * @param process its JVM
     * @param variable what was in its environment
     */
    record Whereabouts(String sandbox, String process, String variable) {

        static Whereabouts of(String line) {
            String[] parts = line.split(" ", 3);
            return new Whereabouts(parts[0], parts[1], parts[2]);
        }
    }

    static Telltale run(int n, Class<?>... types) {
        return run(n, Map.of(), types);
    }

    static Telltale run(int n, Map<String, String> settings, Class<?>... types) {
        Telltale telltale = new Telltale();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Stream.of(types)
                                        .map(type -> selectClass(type))
                                        .toList())
                                .configurationParameter("forkd.n", Integer.toString(n))
                                .configurationParameter("forkd.scope", "all")
                                .configurationParameter("forkd.timings", "off")
                                .configurationParameters(settings)
                                .build(),
                        telltale);
        return telltale;
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((type, line) -> told.computeIfAbsent(type, key -> new ArrayList<>())
                .add(Whereabouts.of(line)));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        ended.merge(test.getDisplayName(), 1, Integer::sum);
        result.getThrowable().ifPresent(thrown -> failures.put(test.getDisplayName(), thrown));
    }

    List<Whereabouts> told(Class<?> type) {
        return told.getOrDefault(type.getSimpleName(), List.of());
    }

    Whereabouts only(Class<?> type) {
        return told(type).get(0);
    }

    /** How often something with this display name has ended. */
    int ended(String name) {
        return ended.getOrDefault(name, 0);
    }

    Map<String, Throwable> failures() {
        return failures;
    }
}
