package dev.forkd.benchmarks.micro;

import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.HostFrames;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.replay.Replay;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it takes to tell the Launcher of an event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplayBenchmark {

    private static final int TESTS = 499;
    private static final int EVENTS = 2 * TESTS + 2;

    private final Unit unit = Events.unit(1, TESTS);
    private final List<NodeEvent> events = Events.of(unit);

    /**
     * A class of static tests.
     *
     * @param sink takes what the Launcher is told
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void replay(Blackhole sink) {
        Replay replay = new Replay(
                tree(),
                new Sink(sink),
                new Quiet(),
                id -> Optional.empty(),
                new HostFrames(List.of(), List.of()),
                id -> List.of(),
                Set.of());
        for (NodeEvent event : events) {
            replay.replay(new Entry(1, event));
        }
    }

    private TestDescriptor tree() {
        TestDescriptor root = new EngineDescriptor(UniqueId.forEngine("forkd"), "forkd");
        TestDescriptor type = new Node(unit.id(), TestDescriptor.Type.CONTAINER);
        root.addChild(type);
        unit.leaves().forEach(leaf -> type.addChild(new Node(leaf, TestDescriptor.Type.TEST)));
        return root;
    }

    private static final class Node extends AbstractTestDescriptor {

        private final Type type;

        Node(String id, Type type) {
            super(UniqueId.parse(id), id);
            this.type = type;
        }

        @Override
        public Type getType() {
            return type;
        }
    }

    private static final class Quiet implements Host {

        @Override
        public void say(String line) {
            // Nobody reads it.
        }

        @Override
        public void backDate(TestDescriptor descriptor, long durationMicros) {
            // Nobody reports it.
        }
    }

    private record Sink(Blackhole sink) implements EngineExecutionListener {

        @Override
        public void dynamicTestRegistered(TestDescriptor descriptor) {
            sink.consume(descriptor);
        }

        @Override
        public void executionSkipped(TestDescriptor descriptor, String reason) {
            sink.consume(descriptor);
        }

        @Override
        public void executionStarted(TestDescriptor descriptor) {
            sink.consume(descriptor);
        }

        @Override
        public void executionFinished(TestDescriptor descriptor, TestExecutionResult result) {
            sink.consume(result);
        }

        @Override
        public void reportingEntryPublished(TestDescriptor descriptor, ReportEntry entry) {
            sink.consume(entry);
        }
    }
}
