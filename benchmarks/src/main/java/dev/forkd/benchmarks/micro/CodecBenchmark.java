package dev.forkd.benchmarks.micro;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** What it takes to write an event in the worker and to read it here. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    private static final int TESTS = 499;
    private static final int EVENTS = 2 * TESTS + 2;

    private final List<NodeEvent> events = Events.of(Events.unit(1, TESTS));
    private final List<String> lines = Events.lines(events);
    private final EventEncoder encoder = new EventEncoder();
    private final EventDecoder decoder = new EventDecoder();

    /**
     * Writes.
     *
     * @param sink takes the lines
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void encode(Blackhole sink) {
        for (NodeEvent event : events) {
            sink.consume(encoder.encode(new EventLine(1, 2, event)));
        }
    }

    /**
     * Reads.
     *
     * @param sink takes the events
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void decode(Blackhole sink) {
        for (String line : lines) {
            sink.consume(decoder.decode(line));
        }
    }
}
