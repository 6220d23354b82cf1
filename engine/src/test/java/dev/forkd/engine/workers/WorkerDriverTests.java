package dev.forkd.engine.workers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.Poll;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.engine.ledger.Budgets;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.plan.Demands;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.ports.PortSearch;
import dev.forkd.engine.report.FrozenTest;
import dev.forkd.engine.report.RunListener;
import dev.forkd.junit.SandboxNeeds;
import dev.forkd.schedule.Affinity;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final long TOO_LONG = Duration.ofHours(2).toNanos();

    /** Never called. */
    private static final ForkdClient CLIENT =
            ForkdClient.builder(URI.create("http://127.0.0.1:1")).build();

    private final Unit unit = new Unit(CLASS, "C", List.of(TEST), Set.of(), Set.of(TEST), 1, true);
    private final Time time = new Time();

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

    @Test
    void a_limit_of_its_own_counts_even_if_the_class_never_says_that_it_starts() {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(TEST));

        assertThatThrownBy(() -> drive(worker, List.of(limited()), Optional.empty()))
                .hasMessageContaining("longer than 5 s (timeout of its @ForkdSandbox)");
    }

    @Test
    void a_class_with_only_a_limit_of_its_own_must_begin() {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));

        assertThatThrownBy(() -> drive(worker, List.of(limited()), Optional.empty()))
                .hasMessageContaining("begun none of its classes for 25 s (timeout of its @ForkdSandbox");
    }

    @Test
    void a_plan_whose_classes_have_ended_must_end_too_if_others_wait() {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        Unit other = unit("[engine:e]/[class:D]");
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Skipped(CLASS, "why"));

        assertThatThrownBy(() -> drive(worker, List.of(unit, other), Optional.of(LIMIT)))
                .hasMessageContaining("has ended its classes, but not its plan for 50 s (forkd.unit-timeout");
    }

    @Test
    void a_worker_that_lives_and_reads_nothing_of_what_it_is_told_is_given_up() {
        Worker worker = new Worker(() -> new WorkerEvent.Heartbeat(1));
        worker.say(hello(), new WorkerEvent.Ready());

        assertThatThrownBy(() -> drive(worker, List.of(unit), Optional.empty()))
                .hasMessageContaining("for 60 s has not read what it was told");
        assertThat(time.nanos()).isLessThan(Duration.ofSeconds(70).toNanos());
    }

    @Test
    void what_runs_in_a_worker_that_reads_nothing_any_more_may_come_to_its_end() {
        long fiveMinutes = Duration.ofMinutes(5).toNanos();
        Deque<WorkerEvent> ends = new ArrayDeque<>(List.of(finished(TEST), finished(CLASS)));
        Worker worker = new Worker(
                () -> time.nanos() < fiveMinutes || ends.isEmpty() ? new WorkerEvent.Heartbeat(1) : ends.remove());
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), new WorkerEvent.Started(TEST));
        Ledger ledger = new Ledger(List.of(unit), new EventDecoder());

        assertThatThrownBy(() -> drive(worker, List.of(unit), Optional.empty(), ledger))
                .hasMessageContaining("for 60 s has not read what it was told");
        assertThat(ledger.ended(CLASS)).isTrue();
        assertThat(time.nanos()).isGreaterThanOrEqualTo(fiveMinutes);
    }

    @Test
    void what_waits_for_a_worker_to_read_does_not_come_to_its_end() {
        Worker worker = new Worker(() -> new WorkerEvent.Heartbeat(1));
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), new WorkerEvent.Started(TEST), new WorkerEvent.Full());

        assertThatThrownBy(() -> drive(worker, List.of(unit), Optional.empty()))
                .hasMessageContaining("for 60 s has not read what it was told");
        assertThat(time.nanos()).isLessThan(Duration.ofSeconds(70).toNanos());
    }

    @Test
    void a_worker_that_has_read_everything_may_take_its_time() throws InterruptedException {
        Worker worker = new Worker(() -> new WorkerEvent.Heartbeat(1_000));
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        for (int i = 0; i < 600; i++) {
            worker.say(new WorkerEvent.Heartbeat(3));
        }
        worker.say(new WorkerEvent.Started(CLASS), finished(TEST), finished(CLASS), new WorkerEvent.PlanFinished(1));
        Ledger ledger = new Ledger(List.of(unit), new EventDecoder());

        drive(worker, List.of(unit), Optional.empty(), ledger);

        assertThat(ledger.ended(CLASS)).isTrue();
        assertThat(worker.sent).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void a_plan_that_fails_as_a_whole_fails_its_classes() throws InterruptedException {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.say(hello(), new WorkerEvent.Ready());
        worker.say(new WorkerEvent.PlanFailed(1, reason()), new WorkerEvent.PlanFinished(1));
        Ledger ledger = new Ledger(List.of(unit), new EventDecoder());

        drive(worker, List.of(unit), Optional.of(LIMIT), ledger);

        assertThat(ledger.ended(CLASS)).isTrue();
    }

    /** Since what ran before may have left a JVM in which nothing can be discovered any more. */
    @Test
    void a_plan_that_fails_as_a_whole_after_another_one_ran_is_left_to_another_worker() {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        Unit second = unit("[engine:e]/[class:D]");
        List<Unit> units = List.of(unit, second);
        Ledger ledger = new Ledger(units, new EventDecoder());
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), finished(TEST), finished(CLASS), new WorkerEvent.PlanFinished(1));
        worker.say(new WorkerEvent.PlanFailed(2, reason()), new WorkerEvent.PlanFinished(2));
        Work work = Work.of(units, unit -> false, 1, ledger, Map.of(), new Freezes(0), new Unheard());
        work.queue().claim(second);
        work.queue().addAlone(second);
        WorkerDriver driver = driver(worker, Optional.of(LIMIT));

        assertThatThrownBy(() -> driver.drive(work, (id, micros, event) -> {}, false, null))
                .hasMessageContaining("a plan failed in it as a whole, after others had run")
                .hasMessageContaining("no descriptor");
        assertThat(driver.assigned()).containsExactly(second);
        assertThat(ledger.ended(second.id())).isFalse();
    }

    @Test
    void a_failed_test_is_frozen_as_often_as_allowed_and_always_goes_on() throws InterruptedException {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), new WorkerEvent.Started(TEST));
        worker.say(new WorkerEvent.Halted(TEST), new WorkerEvent.Halted(TEST));
        worker.say(finished(TEST), finished(CLASS), new WorkerEvent.PlanFinished(1));

        drive(worker, List.of(unit), Optional.of(LIMIT), new Freezes(1));

        assertThat(worker.frozen).containsExactly(TEST);
        assertThat(worker.sent).filteredOn(line -> line.startsWith("freeze")).startsWith("freeze 1", "freeze 0");
        assertThat(worker.sent).filteredOn("go-on"::equals).hasSize(2);
    }

    @Test
    void a_test_of_another_worker_is_not_frozen() throws InterruptedException {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Halted("[engine:e]/[class:D]/[test:t]"));
        worker.say(new WorkerEvent.Started(CLASS), finished(CLASS), new WorkerEvent.PlanFinished(1));

        drive(worker, List.of(unit), Optional.of(LIMIT), new Freezes(1));

        assertThat(worker.frozen).isEmpty();
        assertThat(worker.sent).contains("go-on");
    }

    @Test
    void the_time_in_which_a_sandbox_is_branched_is_not_that_of_its_class() throws InterruptedException {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.branching = LIMIT.multipliedBy(2);
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), new WorkerEvent.Started(TEST), new WorkerEvent.Halted(TEST));
        worker.say(finished(TEST), finished(CLASS), new WorkerEvent.PlanFinished(1));

        drive(worker, List.of(unit), Optional.of(LIMIT), new Freezes(1));

        assertThat(worker.frozen).hasSize(1);
    }

    private static WorkerEvent finished(String id) {
        return new WorkerEvent.Finished(id, WorkerEvent.Outcome.SUCCESSFUL, null);
    }

    @Test
    void a_test_that_takes_seventy_minutes_passes_with_the_default_settings() throws InterruptedException {
        long seventy = Duration.ofMinutes(70).toNanos();
        Deque<WorkerEvent> ends = new ArrayDeque<>(List.of(
                new WorkerEvent.Finished(TEST, WorkerEvent.Outcome.SUCCESSFUL, null),
                new WorkerEvent.Finished(CLASS, WorkerEvent.Outcome.SUCCESSFUL, null),
                new WorkerEvent.PlanFinished(1)));
        Worker worker = new Worker(() -> time.nanos() < seventy ? new WorkerEvent.Heartbeat() : ends.remove());
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), new WorkerEvent.Started(TEST));
        Ledger ledger = new Ledger(List.of(unit), new EventDecoder());

        drive(worker, List.of(unit), Optional.empty(), ledger);

        assertThat(time.nanos()).isGreaterThan(seventy);
        assertThat(endsOf(TEST, ledger)).containsExactly(WorkerEvent.Outcome.SUCCESSFUL);
    }

    @Test
    void a_worker_that_registers_tests_for_ever_is_given_up_before_this_jvm_has_no_memory_left() {
        AtomicInteger number = new AtomicInteger();
        Worker worker = new Worker(() -> registered(number.incrementAndGet(), "one of many"));
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), new WorkerEvent.Started(TEST));

        assertThatThrownBy(
                        () -> drive(worker, List.of(unit), Optional.empty(), Budgets.ledger(List.of(unit), 4_000_000)))
                .hasMessageContaining("more than this JVM has memory for")
                .hasMessageContaining("-Xmx");
        assertThat(number.get()).isBetween(1_000, 4_000);
    }

    @Test
    void tests_with_very_long_names_and_failures_count_by_their_length() {
        AtomicInteger number = new AtomicInteger();
        String text = "x".repeat(100_000);
        Worker worker = new Worker(() -> number.incrementAndGet() % 2 == 0
                ? registered(number.get(), text)
                : new WorkerEvent.Finished(
                        TEST, WorkerEvent.Outcome.FAILED, ThrowableData.plain("E", text, text, false)));
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        worker.say(new WorkerEvent.Started(CLASS), new WorkerEvent.Started(TEST));

        assertThatThrownBy(
                        () -> drive(worker, List.of(unit), Optional.empty(), Budgets.ledger(List.of(unit), 4_000_000)))
                .hasMessageContaining("more than this JVM has memory for");
        assertThat(number.get()).isLessThan(40);
    }

    @Test
    void a_worker_that_says_a_thousand_times_that_it_waits_is_answered_once() throws InterruptedException {
        Worker worker = new Worker(WorkerEvent.Heartbeat::new);
        worker.atOnce = true;
        worker.say(hello(), new WorkerEvent.Ready(), new WorkerEvent.PlanStarted(1, List.of(CLASS)));
        for (int i = 0; i < 1_000; i++) {
            worker.say(new WorkerEvent.Full(), new WorkerEvent.Halted(TEST));
        }
        worker.say(new WorkerEvent.Skipped(CLASS, "why"), new WorkerEvent.PlanFinished(1));

        drive(worker, LIMIT);

        assertThat(worker.sent)
                .filteredOn(line -> line.startsWith(new WorkerCommand.Ack(2_002).toLine()))
                .hasSize(1);
        assertThat(worker.sent).filteredOn("go-on"::equals).hasSize(1);
        assertThat(worker.sent).hasSizeLessThan(6);
    }

    private static WorkerEvent registered(int number, String name) {
        return new WorkerEvent.Registered(new WorkerEvent.DescriptorData(
                TEST + "/[invocation:#" + number + "]", TEST, name, name, "TEST", List.of(), null));
    }

    private static List<WorkerEvent.Outcome> endsOf(String node, Ledger ledger) throws InterruptedException {
        List<WorkerEvent.Outcome> outcomes = new ArrayList<>();
        for (Optional<Entry> entry = ledger.next(Duration.ZERO);
                entry.isPresent();
                entry = ledger.next(Duration.ZERO)) {
            if (entry.get().event() instanceof WorkerEvent.Finished finished
                    && finished.id().equals(node)) {
                outcomes.add(finished.outcome());
            }
        }
        return outcomes;
    }

    private Unit limited() {
        return new Unit(
                CLASS,
                CLASS,
                "C",
                List.of(TEST),
                Set.of(),
                Set.of(TEST),
                Map.of(),
                1,
                true,
                Affinity.NONE,
                new Demands(
                        List.of(),
                        Optional.of(Duration.ofSeconds(5)),
                        SandboxNeeds.NONE,
                        0,
                        1,
                        Optional.empty(),
                        Optional.empty()));
    }

    private void drive(Worker worker) throws InterruptedException {
        drive(worker, LIMIT);
    }

    private void drive(Worker worker, Duration limit) throws InterruptedException {
        drive(worker, List.of(unit), Optional.of(limit));
    }

    /** Drives a worker that may take the first of some units; another one has the others. */
    private void drive(Worker worker, List<Unit> units, Optional<Duration> limit) throws InterruptedException {
        drive(worker, units, limit, new Ledger(units, new EventDecoder()));
    }

    private void drive(Worker worker, List<Unit> units, Optional<Duration> limit, Ledger ledger)
            throws InterruptedException {
        drive(worker, units, limit, ledger, new Freezes(0));
    }

    private void drive(Worker worker, List<Unit> units, Optional<Duration> limit, Freezes freezes)
            throws InterruptedException {
        drive(worker, units, limit, new Ledger(units, new EventDecoder()), freezes);
    }

    private void drive(Worker worker, List<Unit> units, Optional<Duration> limit, Ledger ledger, Freezes freezes)
            throws InterruptedException {
        Work work = Work.of(units, unit -> false, 1, ledger, Map.of(), freezes, new Unheard());
        units.stream().skip(1).forEach(work.queue()::claim);
        driver(worker, limit).drive(work, (id, micros, event) -> {}, false, null);
    }

    private WorkerDriver driver(Worker worker, Optional<Duration> limit) {
        return new WorkerDriver(
                worker,
                "sandbox sb (SANDBOX_INDEX=0)",
                new EventDecoder(),
                START,
                limit,
                new AttachmentFetcher(
                        CLIENT.attach(new SandboxInfo("sb", "t", null, null, 0, 1, null, false, null, 0)),
                        new Attachments(Path.of("unused")),
                        Host.of(new EngineExecutionListener() {}),
                        time),
                new PortClashes(new PortSearch(List::of), "sb"),
                false,
                time);
    }

    private static Unit unit(String id) {
        return new Unit(id, "D", List.of(id), Set.of(), Set.of(id), 1, true);
    }

    private static ThrowableData reason() {
        return ThrowableData.plain("java.io.IOException", "no descriptor", "java.io.IOException: no descriptor", false);
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
        private final List<String> frozen = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();
        private final Supplier<WorkerEvent> rest;
        private Duration branching = Duration.ZERO;
        private boolean atOnce;
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
            assertThat(time.nanos).as("how long it was driven").isLessThan(TOO_LONG);
            StringBuilder lines = new StringBuilder();
            do {
                WorkerEvent event = events.isEmpty() ? rest.get() : events.remove();
                lines.append(encoder.encode(new EventLine(++sequence, time.micros(), event)))
                        .append('\n');
            } while (atOnce && !events.isEmpty());
            return new Poll(Map.of(Protocol.EVENT_STREAM, lines.toString().getBytes(US_ASCII)), Optional.empty());
        }

        @Override
        public boolean looksAreCheap() {
            return true;
        }

        @Override
        public void send(byte[] bytes) {
            sent.add(new String(bytes, US_ASCII).strip());
        }

        @Override
        public FrozenTest freeze(String test) {
            frozen.add(test);
            time.sleep(branching);
            return new FrozenTest(test, Optional.of("tag"), Optional.of("look"), Optional.empty());
        }

        @Override
        public void collect() {}
    }
}
