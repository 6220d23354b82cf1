package dev.forkd.benchmarks.micro;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** What it takes to take an event down and to hand it to the replay, with classes that wait for their turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LedgerBenchmark {

    private static final int UNITS = 20;
    private static final int TESTS = 49;
    private static final int EVENTS = UNITS * (2 * TESTS + 2);

    private final EventDecoder decoder = new EventDecoder();
    private final List<Unit> units = new ArrayList<>();
    private final List<List<NodeEvent>> events = new ArrayList<>();
    private final List<List<String>> lines = new ArrayList<>();

    /** Makes the events. */
    public LedgerBenchmark() {
        for (int i = 0; i < UNITS; i++) {
            Unit unit = Events.unit(i, TESTS);
            units.add(unit);
            events.add(Events.of(unit));
            lines.add(Events.lines(events.get(i)));
        }
    }

    /**
     * All classes at once, as from as many workers.
     *
     * @param sink takes the entries
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void acceptAndDrain(Blackhole sink) throws InterruptedException {
        try (Ledger ledger = new Ledger(units, decoder)) {
            for (int event = 0; event < events.get(0).size(); event++) {
                for (int i = 0; i < UNITS; i++) {
                    ledger.accept(
                            units.get(i).id(),
                            event,
                            events.get(i).get(event),
                            lines.get(i).get(event));
                }
            }
            while (!ledger.drained()) {
                Optional<Entry> entry = ledger.next(Duration.ofSeconds(1));
                sink.consume(entry);
            }
        }
    }
}
