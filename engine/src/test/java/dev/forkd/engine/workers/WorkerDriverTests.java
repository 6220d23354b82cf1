package dev.forkd.engine.workers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.Poll;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunListener;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.EngineExecutionListener;

/** What a worker says neither extends nor takes away the time that it has. */
@Timeout(20)
class WorkerDriverTests {

    private static final String CLASS = "[engine:e]/[class:C]";
    private static final String TEST = CLASS + "/[method:m]";
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Never called. */
    private static final ForkdClient CLIENT =
            ForkdClient.builder(URI.create("http://127.0.0.1:1")).build();

    private final Unit unit = new Unit(CLASS, "C", List.of(TEST), Set.of(), Set.of(TEST), 1, true);
    private final Time time = new Time();
    private final Ledger ledger = new Ledger(List.of(unit), new EventDecoder());

    @Test
    void a_class_that_says_again_and_again_that_it_starts_has_no_more_time() {
        Worker worker = new Worker(() -> new WorkerEvent.Started(CLASS));
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));

        assertThatThrownBy(() -> drive(worker)).hasMessageContaining("longer than 30 s (forkd.unit-timeout)");
    }

    @Test
    void a_class_that_says_that_it_is_skipped_while_it_runs_is_still_limited() {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), new WorkerEvent.Started(TEST), new WorkerEvent.Skipped(CLASS, "no"));

        assertThatThrownBy(() -> drive(worker)).hasMessageContaining("longer than 30 s (forkd.unit-timeout)");
    }

    @Test
    void a_worker_that_only_greets_and_lives_is_given_up() {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.say(hello());

        assertThatThrownBy(() -> drive(worker))
                .hasMessageContaining("not ready within 20 s")
                .hasMessageContaining("forkd.start-timeout-secs");
    }

    @Test
    void a_worker_that_never_begins_its_class_is_limited_as_one_that_never_ends_it() {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.say(hello(), new WorkerEvent.Ready());

        assertThatThrownBy(() -> drive(worker)).hasMessageContaining("begun none of its classes for 30 s");
    }

    @Test
    void a_start_that_takes_longer_than_the_limit_for_classes_counts_for_none_of_them() {
        Worker worker = new Worker(() -> new WorkerEvent.Started(CLASS));
        worker.say(hello());
        for (int i = 0; i < 35; i++) {
            worker.say(new WorkerEvent.Heartbeat());
        }
        worker.say(new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));

        // Its start took 18 s, of 20 that it has; its class then has the whole of its 15 s.
        assertThatThrownBy(() -> drive(worker, Duration.ofSeconds(15))).hasMessageContaining("it ran " + CLASS);
    }

    private void drive(Worker worker) throws InterruptedException {
        drive(worker, LIMIT);
    }

    private void drive(Worker worker, Duration limit) throws InterruptedException {
        WorkerDriver driver = new WorkerDriver(
                worker,
                "sandbox sb (SANDBOX_INDEX=0)",
                new EventDecoder(),
                START,
                Optional.of(limit),
                new AttachmentFetcher(
                        CLIENT.attach(new SandboxInfo("sb", "t", null, null, 0, 1, null, false, null, 0)),
                        new Attachments(Path.of("unused")),
                        Host.of(new EngineExecutionListener() {})),
                false,
                time);
        driver.drive(
                Work.of(List.of(unit), 1, ledger, Map.of(), new Unheard()), (id, micros, event) -> {}, false, null);
    }

    private static WorkerEvent hello() {
        return new WorkerEvent.Hello(Protocol.VERSION, "17", 1);
    }

    /** Nobody looks. */
    private static final class Unheard implements RunListener {

        @Override
        public void sandboxReady(int index, String sandbox) {}

        @Override
        public void heard(int index, String sandbox, String unit, long micros, NodeEvent event) {}

        @Override
        public void workerLost(int index, String sandbox, String why) {}

        @Override
        public void workerEnded(int index, String sandbox) {}
    }

    /** A clock that only goes on while somebody waits. */
    private static final class Time implements Ticker {

        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }
    }

    /** Says what it is to say, and then the same again and again. */
    private final class Worker implements WorkerChannel {

        private final EventEncoder encoder = new EventEncoder();
        private final Deque<WorkerEvent> events = new ArrayDeque<>();
        private final Supplier<WorkerEvent> rest;
        private long sequence;

        Worker(Supplier<WorkerEvent> rest) {
            this.rest = rest;
        }

        void say(WorkerEvent... more) {
            events.addAll(List.of(more));
        }

        @Override
        public Poll poll(Duration maxWait) {
            time.sleep(Duration.ofMillis(500));
            WorkerEvent event = events.isEmpty() ? rest.get() : events.remove();
            String line = encoder.encode(new EventLine(++sequence, time.micros(), event)) + "\n";
            return new Poll(Map.of(Protocol.EVENT_STREAM, line.getBytes(US_ASCII)), Optional.empty());
        }

        @Override
        public boolean looksAreCheap() {
            return true;
        }

        @Override
        public void send(byte[] bytes) {}

        @Override
        public void collect() {}
    }
}
