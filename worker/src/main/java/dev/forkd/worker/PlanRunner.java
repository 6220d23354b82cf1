package dev.forkd.worker;

import dev.forkd.worker.protocol.NodeIds;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.SelectorResolutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** Discovers and executes one plan in a single launcher request, and reports every requested id that is not in it. */
final class PlanRunner {

    /** Types of id segments whose value is a class name. */
    private static final Set<String> OF_CLASSES = Set.of("class", "class-template", "runner", "spec", "suite");

    private final Launcher launcher;
    private final EventWriter events;
    private final OutputCapture output;
    private final PassedOver passedOver;
    private final Halts halts;
    private final @Nullable Checkpoint checkpoint;

    /** Makes a runner. If there is a checkpoint, its plan stops there. */
    PlanRunner(
            Launcher launcher,
            EventWriter events,
            OutputCapture output,
            PassedOver passedOver,
            Halts halts,
            @Nullable Checkpoint checkpoint) {
        this.launcher = launcher;
        this.events = events;
        this.output = output;
        this.passedOver = passedOver;
        this.halts = halts;
        this.checkpoint = checkpoint;
    }

    void run(PlannedWork work) {
        int number = work.number();
        try {
            prepare(work);
            Discovered discovered = discoverWhatCanBe(work);
            TestPlan plan = discovered.plan();
            Gate gate = discovered.gate();
            reportUnresolved(discovered.selection(), discovered.known(), discovered.failed());
            events.write(new WorkerEvent.PlanStarted(number, gate.units()));
            // What a listener prints at the start of the plan is kept for the first unit, like all output before a
            // unit.
            output.executing();
            execute(plan, number);
        } catch (Throwable failure) {
            // Whatever a launcher or an engine throws must reach the host, as the reason why these tests failed.
            events.write(new WorkerEvent.PlanFailed(number, ThrowableEncoder.encode(failure)));
            if (failure instanceof OutOfMemoryError exhausted) {
                // An OutOfMemoryError here ends a run in process too. Another worker can run the units that had not
                // started.
                throw exhausted;
            }
        } finally {
            output.reset();
        }
        events.write(new WorkerEvent.PlanFinished(number));
    }

    private void prepare(PlannedWork work) {
        if (checkpoint == null) {
            passedOver.of(work.grants());
        } else {
            checkpoint.of(work);
            passedOver.of(checkpoint);
        }
    }

    private Gate gate(PlannedWork work) {
        return checkpoint == null ? new UnitGate(work.grants(), halts) : new CheckpointGate(checkpoint, halts);
    }

    /**
     * The result of discovery.
     *
     * @param plan the plan
     * @param known the ids of what is in it
     * @param selection the requested tests
     * @param failed the selectors that could not be resolved
     * @param gate decides which units and tests of the plan wait or are passed over
     */
    private record Discovered(
            TestPlan plan, Set<String> known, Selection selection, FailedSelectors failed, Gate gate) {}

    /**
     * Newer Platforms refuse a whole plan if one class in it cannot be resolved. In that case the plan is discovered
     * again without that class. It is also discovered again if an engine does not find its tests by their ids, because
     * some find them by their classes only.
     */
    private Discovered discoverWhatCanBe(PlannedWork work) {
        List<String> ids = work.ids();
        Map<String, String> classes = Map.of();
        boolean mayAskForClasses = true;
        while (true) {
            Selection selection = new Selection(ids, classes);
            FailedSelectors failed = new FailedSelectors();
            Gate gate = gate(work);
            List<String> rest;
            try {
                TestPlan plan = discover(request(selection, work.parameters(), failed, gate));
                rest = failed.others(ids);
                if (rest.isEmpty() || rest.size() == ids.size()) {
                    Set<String> known = idsIn(plan);
                    classes = mayAskForClasses ? selection.classesOfOthersThan(known) : Map.of();
                    mayAskForClasses = false;
                    if (classes.isEmpty()) {
                        return new Discovered(plan, known, selection, failed, gate);
                    }
                    continue;
                }
            } catch (JUnitException refused) {
                rest = failed.others(ids);
                boolean byIdsAlone = classes.isEmpty();
                classes = Map.of();
                if (!byIdsAlone) {
                    // Asking for classes must not fail those that were found by their ids.
                    continue;
                }
                if (rest.isEmpty() || rest.size() == ids.size()) {
                    throw refused;
                }
            }
            for (String id : ids) {
                if (!rest.contains(id)) {
                    events.write(new WorkerEvent.Unresolved(id, failed.reason(id)));
                }
            }
            ids = rest;
        }
    }

    /**
     * In a stack trace the host replaces our frames by its own. It recognises them by the names of this method and the
     * next one.
     */
    private TestPlan discover(LauncherDiscoveryRequest request) {
        return launcher.discover(request);
    }

    private void execute(TestPlan plan, int number) {
        EventListener listener = new EventListener(number, events, output, passedOver, halts);
        launcher.execute(plan, FileEntryProxy.around(listener, events, output));
    }

    private static LauncherDiscoveryRequest request(
            Selection selection, Map<String, String> parameters, FailedSelectors failed, Gate gate) {
        HostOrder order = new HostOrder(selection.requested());
        LauncherDiscoveryRequestBuilder builder = LauncherDiscoveryRequestBuilder.request()
                .configurationParameters(parameters)
                // A class that cannot be resolved must not fail the other classes of the plan.
                .configurationParameter("junit.platform.discovery.listener.default", "logging")
                // The host's own launcher captures output, if that is requested.
                .configurationParameter("junit.platform.output.capture.stdout", "false")
                .configurationParameter("junit.platform.output.capture.stderr", "false")
                // The host prunes stack traces by its own setting when it replays them.
                .configurationParameter("junit.platform.stacktrace.pruning.enabled", "false")
                // Outside the project: the host fetches published files and puts them where they belong.
                .configurationParameter(
                        "junit.platform.reporting.output.dir", System.getProperty("java.io.tmpdir") + "/forkd-output")
                // An engine without selectors might run everything that it finds, so only the requested engines take
                // part.
                .filters(EngineFilter.includeEngines(selection.engines()), selection.filter(), order, gate)
                .listeners(failed, order, gate);
        builder.selectors(selection.selectors());
        return builder.build();
    }

    private void reportUnresolved(Selection selection, Set<String> known, FailedSelectors failed) {
        for (String id : selection.requested()) {
            if (!known.contains(Selection.withoutInvocations(id))) {
                ThrowableData told = failed.reason(id);
                events.write(new WorkerEvent.Unresolved(id, told == null ? whyNotLoaded(UniqueId.parse(id)) : told));
            }
        }
    }

    private static Set<String> idsIn(TestPlan plan) {
        Set<String> ids = new HashSet<>();
        for (TestIdentifier root : plan.getRoots()) {
            plan.getDescendants(root).forEach(test -> ids.add(test.getUniqueId()));
        }
        return ids;
    }

    /**
     * Loads the class of an id to find out why it could not be resolved. The usual reason is that the class cannot be
     * loaded, which engines do not report.
     */
    private static @Nullable ThrowableData whyNotLoaded(UniqueId id) {
        for (UniqueId.Segment segment : id.getSegments()) {
            if (OF_CLASSES.contains(segment.getType())) {
                try {
                    Class<?> type =
                            ReflectionSupport.tryToLoadClass(segment.getValue()).getOrThrow(failure -> failure);
                    // The classes that its methods mention must be loadable as well.
                    Method[] unused = type.getDeclaredMethods();
                } catch (Exception | LinkageError reason) {
                    return ThrowableEncoder.encode(reason);
                }
            }
        }
        return null;
    }

    private static final class FailedSelectors implements LauncherDiscoveryListener {

        private final Map<String, Throwable> reasons = new HashMap<>();

        @Override
        public void selectorProcessed(UniqueId engineId, DiscoverySelector selector, SelectorResolutionResult result) {
            if (selector instanceof UniqueIdSelector unique) {
                result.getThrowable()
                        .ifPresent(reason -> reasons.put(unique.getUniqueId().toString(), reason));
            }
        }

        /** The ids without those that could not be resolved, or whose unit could not be. */
        List<String> others(List<String> ids) {
            if (reasons.isEmpty()) {
                return ids;
            }
            return ids.stream()
                    .filter(id -> !reasons.containsKey(id) && !reasons.containsKey(NodeIds.unitOf(id)))
                    .toList();
        }

        @Nullable
        ThrowableData reason(String id) {
            Throwable reason = reasons.getOrDefault(id, reasons.get(NodeIds.unitOf(id)));
            return reason == null ? null : ThrowableEncoder.encode(reason);
        }
    }
}
