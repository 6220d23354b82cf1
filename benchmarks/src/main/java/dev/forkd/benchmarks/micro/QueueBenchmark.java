package dev.forkd.benchmarks.micro;

import dev.forkd.schedule.Task;
import dev.forkd.schedule.WorkQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it takes to hand out a unit. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QueueBenchmark {

    private static final int UNITS = 2_000;
    private static final int SEED = 42;

    private record Item(String id, long cost) implements Task {}

    /** How many workers take units. */
    @Param({"1", "8", "100"})
    public int workers = 1;

    private final List<Item> items = items();

    private static List<Item> items() {
        Random random = new Random(SEED);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            items.add(new Item("unit" + i, 1 + random.nextInt(10_000)));
        }
        return items;
    }

    /**
     * Plans and claims everything.
     *
     * @param sink takes the units
     */
    @Benchmark
    @OperationsPerInvocation(UNITS)
    public void drain(Blackhole sink) {
        WorkQueue<Item> queue = new WorkQueue<>(items, workers);
        for (var plan = queue.take(); !plan.units().isEmpty(); plan = queue.take()) {
            for (Item item : plan.units()) {
                if (plan.whole() || queue.claim(item)) {
                    sink.consume(item);
                }
            }
        }
    }
}
