package dev.forkd.worker;

import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerCommand.Run;
import dev.forkd.worker.protocol.WorkerEvent;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

/** Runs one batch of tests in one launcher request per engine and accounts for every id that was asked for. */
final class BatchRunner {

    /** Types of the segments of ids whose value is the name of a class. */
    private static final Set<String> OF_CLASSES = Set.of("class", "class-template", "runner", "spec", "suite");

    private final Launcher launcher;
    private final EventWriter events;
    private final OutputCapture output;
    private Map<String, String> parameters = Map.of();

    BatchRunner(Launcher launcher, EventWriter events, OutputCapture output) {
        this.launcher = launcher;
        this.events = events;
        this.output = output;
    }

    void configure(Map<String, String> newParameters) {
        parameters = new LinkedHashMap<>(newParameters);
    }

    void run(Run command) {
        try {
            // One request per engine: an engine that is asked for nothing may run everything that it finds.
            List<Selection> selections = Selection.byEngine(command.ids());
            List<TestPlan> plans = new ArrayList<>();
            for (Selection selection : selections) {
                FailedSelectors failed = new FailedSelectors();
                TestPlan plan = discover(request(selection, failed));
                reportUnresolved(selection, plan, failed);
                plans.add(plan);
            }
            events.write(new WorkerEvent.BatchStarted(command.batch()));
            for (TestPlan plan : plans) {
                execute(plan, command.batch());
            }
        } catch (Throwable failure) {
            // Whatever a launcher or an engine throws must reach the host as the reason of these tests.
            events.write(new WorkerEvent.BatchFailed(command.batch(), ThrowableEncoder.encode(failure)));
            if (failure instanceof OutOfMemoryError exhausted) {
                // It ends a JVM in process too. What of the batch did not start, another worker can run.
                throw exhausted;
            }
        } finally {
            output.reset();
        }
        events.write(new WorkerEvent.BatchFinished(command.batch()));
    }

    /** The host knows by the name of this method, and of the next, what it must put in our place in a stack trace. */
    private TestPlan discover(LauncherDiscoveryRequest request) {
        return launcher.discover(request);
    }

    private void execute(TestPlan plan, int batch) {
        launcher.execute(plan, FileEntryProxy.around(new EventListener(batch, events, output), events, output));
    }

    private LauncherDiscoveryRequest request(Selection selection, FailedSelectors failed) {
        HostOrder order = new HostOrder(selection.ids());
        LauncherDiscoveryRequestBuilder builder = LauncherDiscoveryRequestBuilder.request()
                .configurationParameters(parameters)
                // One class that cannot be resolved must not take the others of its batch with it.
                .configurationParameter("junit.platform.discovery.listener.default", "logging")
                // The host's own launcher captures output where it was asked to.
                .configurationParameter("junit.platform.output.capture.stdout", "false")
                .configurationParameter("junit.platform.output.capture.stderr", "false")
                // Pruning is the host's decision: it applies its own setting to what it replays.
                .configurationParameter("junit.platform.stacktrace.pruning.enabled", "false")
                // Never into the project: the host fetches what is published and puts it where it belongs.
                .configurationParameter(
                        "junit.platform.reporting.output.dir", System.getProperty("java.io.tmpdir") + "/forkd-output")
                .filters(EngineFilter.includeEngines(selection.engine()), selection.filter(), order)
                .listeners(failed, order);
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

        @Nullable
        ThrowableData reason(String id) {
            Throwable reason = reasons.getOrDefault(
                    id, reasons.get(Selection.unitOf(UniqueId.parse(id)).toString()));
            return reason == null ? null : ThrowableEncoder.encode(reason);
        }
    }
}
