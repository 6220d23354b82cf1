package dev.forkd.engine.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.HostFrames;
import dev.forkd.engine.host.OutputDirectories;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.ledger.FailedAttempt;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;

/** Reports what happened in the sandboxes to this JVM's Launcher, as if it had happened here. Used by one thread. */
public final class Replay {

    private final TestDescriptor root;
    private final EngineExecutionListener listener;
    private final Host host;
    private final ThrowableReviver throwables;
    /** For units whose code must never run here. */
    private final ThrowableReviver withoutTheProject;

    private final Set<String> neverHere;
    private final FileReplay files;
    private final Function<String, List<FailedAttempt>> earlier;
    private final boolean showsReruns;
    /** Kept here, because newer Platforms remove finished descriptors from the tree. */
    private final Map<String, TestDescriptor> nodes = new HashMap<>();

    private final Map<String, Long> startMicros = new HashMap<>();

    /**
     * Makes a replay of events below a root.
     *
     * @param root our root, after the graft
     * @param listener the listener to report to
     * @param host makes reports show the sandbox's times
     * @param directories directories for published files
     * @param callers the frames with which stack traces end
     * @param earlier returns the failures of a node in attempts before the one that is replayed
     * @param neverHere the ids of units of whose code nothing may run on this machine, not even an exception's
     */
    public Replay(
            TestDescriptor root,
            EngineExecutionListener listener,
            Host host,
            OutputDirectories directories,
            HostFrames callers,
            Function<String, List<FailedAttempt>> earlier,
            Set<String> neverHere) {
        this.root = root;
        this.listener = listener;
        this.host = host;
        this.earlier = earlier;
        this.showsReruns = host.showsReruns();
        this.files = new FileReplay(listener, directories, host);
        this.neverHere = Set.copyOf(neverHere);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        this.throwables = new ThrowableReviver(loader, callers);
        this.withoutTheProject = new ThrowableReviver(new KnownClasses(loader), callers);
        remember(root);
    }

    /**
     * Replays an entry.
     *
     * @param entry the entry
     */
    public void replay(Entry entry) {
        entry.event().accept(new At(entry.micros()));
    }

    /** Replays events of one point in time. */
    private final class At implements NodeEvent.Visitor {

        private final long micros;

        At(long micros) {
            this.micros = micros;
        }

        @Override
        public void started(WorkerEvent.Started event) {
            startMicros.put(event.id(), micros);
            TestDescriptor node = node(event.id());
            listener.executionStarted(node);
            if (showsReruns && node.isTest()) {
                repeat(node);
            }
        }

        @Override
        public void finished(Finished event) {
            finish(micros, event);
        }

        @Override
        public void skipped(WorkerEvent.Skipped event) {
            listener.executionSkipped(node(event.id()), event.reason());
        }

        @Override
        public void registered(WorkerEvent.Registered event) {
            register(event.descriptor());
        }

        @Override
        public void published(WorkerEvent.Published event) {
            listener.reportingEntryPublished(node(event.id()), ReportEntry.from(event.entries()));
        }

        @Override
        public void filePublished(WorkerEvent.FilePublished event) {
            files.publish(node(event.id()), event);
        }

        @Override
        public void output(WorkerEvent.Output event) {
            print(event);
        }

        @Override
        public void unresolved(WorkerEvent.Unresolved event) {
            // The ledger has already turned this into a failure.
        }
    }

    /** Tells a host that expects it that the test has run before. */
    private void repeat(TestDescriptor node) {
        for (FailedAttempt attempt : earlier.apply(node.getUniqueId().toString())) {
            listener.executionFinished(node, TestExecutionResult.failed(revive(node, attempt.failure())));
            listener.executionStarted(node);
        }
    }

    private void finish(long micros, Finished event) {
        TestDescriptor node = node(event.id());
        List<FailedAttempt> failed = showsReruns && node.isTest() ? List.of() : earlier.apply(event.id());
        boolean good = event.outcome() != Outcome.FAILED;
        if (good) {
            failed.forEach(attempt -> tell(node, attempt));
        }
        Long start = startMicros.remove(event.id());
        if (start != null) {
            host.backDate(node, Math.max(0, micros - start));
        }
        TestExecutionResult result = result(node, event);
        if (!good) {
            result.getThrowable().ifPresent(last -> failed.forEach(attempt -> add(node, last, attempt)));
        }
        listener.executionFinished(node, result);
        if (good && showsReruns) {
            host.forgetFailure(node);
        }
    }

    /**
     * Shows the failure of an earlier attempt with a test that did not fail in the end. Where the host knows no flaky
     * tests, the test's own output and report entries are all that can hold it.
     */
    private void tell(TestDescriptor node, FailedAttempt attempt) {
        String what = attempt.failure().text();
        listener.reportingEntryPublished(
                node, ReportEntry.from("forkd.flaky", "attempt " + attempt.number() + " failed: " + what));
        System.err.print("forkd: flaky, failed in attempt " + attempt.number() + ": " + trace(node, attempt));
        System.err.flush();
    }

    /** The stack trace, or what the failure says where its class prints none: it may override that, and fail. */
    private String trace(TestDescriptor node, FailedAttempt attempt) {
        StringWriter trace = new StringWriter();
        try {
            Throwable failure = revive(node, attempt.failure());
            if (failure != null) {
                failure.printStackTrace(new PrintWriter(trace));
            }
        } catch (RuntimeException e) {
            return attempt.failure().text() + "\n";
        }
        return trace.toString();
    }

    private void add(TestDescriptor node, Throwable last, FailedAttempt attempt) {
        Throwable failure = revive(node, attempt.failure());
        if (failure != null && failure != last) {
            last.addSuppressed(failure);
        }
    }

    private TestExecutionResult result(TestDescriptor node, Finished event) {
        Throwable throwable = revive(node, event.throwable());
        return switch (event.outcome()) {
            case SUCCESSFUL -> TestExecutionResult.successful();
            case ABORTED -> TestExecutionResult.aborted(throwable);
            case FAILED -> TestExecutionResult.failed(throwable);
        };
    }

    private @Nullable Throwable revive(TestDescriptor node, @Nullable ThrowableData data) {
        if (data == null) {
            return null;
        }
        return (mayRunHere(node) ? throwables : withoutTheProject).revive(data);
    }

    private boolean mayRunHere(TestDescriptor node) {
        String id = node.getUniqueId().toString();
        return neverHere.stream().noneMatch(unit -> id.equals(unit) || id.startsWith(unit + "/"));
    }

    /** Prints through this JVM's own streams, which the creator of reports has replaced. */
    private static void print(WorkerEvent.Output output) {
        PrintStream stream = output.error() ? System.err : System.out;
        byte[] bytes = output.bytes();
        if (Charset.defaultCharset().equals(UTF_8)) {
            stream.write(bytes, 0, bytes.length);
        } else {
            stream.print(new String(bytes, UTF_8));
        }
        stream.flush();
    }

    private void register(DescriptorData data) {
        if (!nodes.containsKey(data.id())) {
            TestDescriptor parent = node(data.parent());
            TestSource source = data.source() == null ? null : SourceReviver.revive(data.source());
            adopt(parent, data, source);
        }
    }

    /**
     * Returns a node. If it was never registered, it is created below its nearest known ancestor, so that the run does
     * not fail.
     */
    private TestDescriptor node(String id) {
        TestDescriptor known = nodes.get(id);
        return known != null ? known : makeUp(UniqueId.parse(id));
    }

    private TestDescriptor makeUp(UniqueId id) {
        UniqueId parentId = id.getSegments().size() > 2 ? id.removeLastSegment() : root.getUniqueId();
        TestDescriptor parent = node(parentId.toString());
        String name = id.getLastSegment().getValue();
        DescriptorData data = new DescriptorData(
                id.toString(), parentId.toString(), name, name, "CONTAINER_AND_TEST", List.of(), null);
        return adopt(parent, data, null);
    }

    /** Adds a node, with its parent's source if it has none of its own. */
    private TestDescriptor adopt(TestDescriptor parent, DescriptorData data, @Nullable TestSource source) {
        TestDescriptor child = new DynamicDescriptor(parent, data, source);
        parent.addChild(child);
        nodes.put(data.id(), child);
        listener.dynamicTestRegistered(child);
        return child;
    }

    private void remember(TestDescriptor node) {
        nodes.put(node.getUniqueId().toString(), node);
        node.getChildren().forEach(this::remember);
    }
}
