package dev.forkd.worker;

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
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** Discovers and executes one plan in one launcher request and accounts for every id that was asked for. */
final class PlanRunner {

    /** Types of the segments of ids whose value is the name of a class. */
    private static final Set<String> OF_CLASSES = Set.of("class", "class-template", "runner", "spec", "suite");

    private final Launcher launcher;
    private final EventWriter events;
    private final OutputCapture output;
    private final PassedOver passedOver;
    private final @Nullable Checkpoint checkpoint;

    PlanRunner(Launcher launcher, EventWriter events, OutputCapture output, PassedOver passedOver) {
        this(launcher, events, output, passedOver, null);
    }

    /** Makes one that stops at a checkpoint, if there is one. */
    PlanRunner(
            Launcher launcher,
            EventWriter events,
            OutputCapture output,
            PassedOver passedOver,
            @Nullable Checkpoint checkpoint) {
        this.launcher = launcher;
        this.events = events;
        this.output = output;
        this.passedOver = passedOver;
        this.checkpoint = checkpoint;
    }

    void run(PlannedWork work) {
        int number = work.number();
        try {
            prepare(work);
            Discovered discovered = discoverWhatCanBe(work);
            TestPlan plan = discovered.plan();
            Gate gate = discovered.gate();
            reportUnresolved(discovered.selection(), plan, discovered.failed());
            events.write(new WorkerEvent.PlanStarted(number, gate.units()));
            // What a listener prints when the plan starts waits for the first unit, like the rest of what comes before.
            output.executing();
            execute(plan, number);
        } catch (Throwable failure) {
            // Whatever a launcher or an engine throws must reach the host as the reason of these tests.
            events.write(new WorkerEvent.PlanFailed(number, ThrowableEncoder.encode(failure)));
            if (failure instanceof OutOfMemoryError exhausted) {
                // It ends a JVM in process too. What of the plan did not start, another worker can run.
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
        return checkpoint == null ? new UnitGate(work.grants()) : new CheckpointGate(checkpoint);
    }

    /**
     * What became of a request.
     *
     * @param plan the plan
     * @param selection what was asked for
     * @param failed what could not be resolved
     * @param gate where its units wait
     */
    private record Discovered(TestPlan plan, Selection selection, FailedSelectors failed, Gate gate) {}

    /** Newer Platforms refuse a plan with a class that cannot be resolved: then it is made without that class. */
    private Discovered discoverWhatCanBe(PlannedWork work) {
        List<String> ids = work.ids();
        while (true) {
            Selection selection = new Selection(ids);
            FailedSelectors failed = new FailedSelectors();
            Gate gate = gate(work);
            List<String> rest;
            try {
                TestPlan plan = discover(request(selection, work.parameters(), failed, gate));
                rest = failed.others(ids);
                if (rest.isEmpty() || rest.size() == ids.size()) {
                    return new Discovered(plan, selection, failed, gate);
                }
            } catch (JUnitException refused) {
                rest = failed.others(ids);
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

    /** The host knows by the name of this method, and of the next, what it must put in our place in a stack trace. */
    private TestPlan discover(LauncherDiscoveryRequest request) {
        return launcher.discover(request);
    }

    private void execute(TestPlan plan, int number) {
        EventListener listener = new EventListener(number, events, output, passedOver);
        launcher.execute(plan, FileEntryProxy.around(listener, events, output));
    }

    private static LauncherDiscoveryRequest request(
            Selection selection, Map<String, String> parameters, FailedSelectors failed, Gate gate) {
        HostOrder order = new HostOrder(selection.ids());
        LauncherDiscoveryRequestBuilder builder = LauncherDiscoveryRequestBuilder.request()
                .configurationParameters(parameters)
                // One class that cannot be resolved must not take the others of its plan with it.
                .configurationParameter("junit.platform.discovery.listener.default", "logging")
                // The host's own launcher captures output where it was asked to.
                .configurationParameter("junit.platform.output.capture.stdout", "false")
                .configurationParameter("junit.platform.output.capture.stderr", "false")
                // Pruning is the host's decision: it applies its own setting to what it replays.
                .configurationParameter("junit.platform.stacktrace.pruning.enabled", "false")
                // Never into the project: the host fetches what is published and puts it where it belongs.
                .configurationParameter(
                        "junit.platform.reporting.output.dir", System.getProperty("java.io.tmpdir") + "/forkd-output")
                // An engine that is asked for nothing may run everything that it finds.
                .filters(EngineFilter.includeEngines(selection.engines()), selection.filter(), order, gate)
                .listeners(failed, order, gate);
        selection.selectors().stream().map(DiscoverySelectors::selectUniqueId).forEach(builder::selectors);
        return builder.build();
    }

    private void reportUnresolved(Selection selection, TestPlan plan, FailedSelectors failed) {
        Set<String> known = new HashSet<>();
        for (TestIdentifier root : plan.getRoots()) {
            plan.getDescendants(root).forEach(test -> known.add(test.getUniqueId()));
        }
        for (String id : selection.ids()) {
            if (!known.contains(Selection.withoutInvocations(UniqueId.parse(id)).toString())) {
                ThrowableData told = failed.reason(id);
                events.write(new WorkerEvent.Unresolved(id, told == null ? whyNotLoaded(UniqueId.parse(id)) : told));
            }
        }
    }

    /** Engines pass over a class that they cannot load without a word; that is the usual reason. */
    private static @Nullable ThrowableData whyNotLoaded(UniqueId id) {
        for (UniqueId.Segment segment : id.getSegments()) {
            if (OF_CLASSES.contains(segment.getType())) {
                try {
                    Class<?> type =
                            ReflectionSupport.tryToLoadClass(segment.getValue()).getOrThrow(failure -> failure);
                    // What its methods mention must be there too.
                    Method[] unused = type.getDeclaredMethods();
                } catch (Exception | LinkageError reason) {
                    return ThrowableEncoder.encode(reason);
                }
            }
        }
        return null;
    }

    /** Remembers why an engine could not resolve a selector. */
    private static final class FailedSelectors implements LauncherDiscoveryListener {

        private final Map<String, Throwable> reasons = new HashMap<>();

        @Override
        public void selectorProcessed(UniqueId engineId, DiscoverySelector selector, SelectorResolutionResult result) {
            if (selector instanceof UniqueIdSelector unique) {
                result.getThrowable()
                        .ifPresent(reason -> reasons.put(unique.getUniqueId().toString(), reason));
            }
        }

        /** Those of the ids that do not belong to a unit that could not be resolved. */
        List<String> others(List<String> ids) {
            return ids.stream()
                    .filter(id -> !reasons.containsKey(id)
                            && !reasons.containsKey(
                                    Selection.unitOf(UniqueId.parse(id)).toString()))
                    .toList();
        }

        @Nullable
        ThrowableData reason(String id) {
            Throwable reason = reasons.getOrDefault(
                    id, reasons.get(Selection.unitOf(UniqueId.parse(id)).toString()));
            return reason == null ? null : ThrowableEncoder.encode(reason);
        }
    }
}
