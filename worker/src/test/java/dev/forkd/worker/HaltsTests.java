package dev.forkd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.fixture.FailingFixture;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Halted;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.core.LauncherFactory;

/** With the real Jupiter in this JVM, which runs on a thread of its own. */
@Timeout(60)
class HaltsTests {

    private static final String CLASS = "[engine:junit-jupiter]/[class:" + FailingFixture.class.getName() + "]";
    private static final String FAILS = CLASS + "/[method:fails()]";
    private static final String INNER = CLASS + "/[nested-class:Inner]/[method:neverBegins()]";
    private static final Duration SOON = Duration.ofSeconds(20);
    /** Much longer than such a test takes. */
    private static final Duration LONG = Duration.ofSeconds(2);

    private final List<EventLine> lines = new ArrayList<>();
    private final Semaphore halted = new Semaphore(0);
    private final EventWriter writer = new EventWriter(this::take);
    private final OutputCapture output = new OutputCapture(writer);

    @RegisterExtension
    final StreamsOfThisJvm streams = new StreamsOfThisJvm(output);

    private final Halts halts = new Halts(writer, output);

    @Test
    void a_failed_test_stands_still_before_its_tear_down() throws InterruptedException {
        halts.allow(1);
        Thread running = run(FAILS);

        awaitHalt();
        assertThat(of(Output.class)).isEmpty();
        assertThat(of(Finished.class)).isEmpty();
        halts.goOn();
        running.join(SOON.toMillis());

        assertThat(of(Halted.class)).extracting(Halted::id).containsExactly(FAILS);
        assertThat(of(Output.class)).hasSize(1);
        assertThat(of(Finished.class)).extracting(Finished::id).containsExactly(FAILS, CLASS);
        assertThat(of(Finished.class).get(0).throwable().message()).isEqualTo("in the middle");
        assertThat(of(Finished.class).get(0).throwable().suppressed()).isEmpty();
    }

    @Test
    void the_time_in_which_it_stood_still_is_not_its_own() throws InterruptedException {
        halts.allow(1);
        Thread running = run(FAILS);
        awaitHalt();
        assertThat(halted.tryAcquire(LONG.toMillis(), TimeUnit.MILLISECONDS))
                .as("another one stands still")
                .isFalse();
        halts.goOn();
        running.join(SOON.toMillis());

        assertThat(microsOfTest()).isLessThan(TimeUnit.NANOSECONDS.toMicros(LONG.toNanos()));
    }

    @Test
    void only_as_many_as_allowed_and_only_those_that_fail() throws InterruptedException {
        halts.allow(2);
        Thread running = run(CLASS);
        awaitHalt();
        halts.goOn();
        awaitHalt();
        halts.goOn();
        running.join(SOON.toMillis());

        assertThat(running.isAlive()).isFalse();
        assertThat(of(Halted.class)).extracting(Halted::id).containsExactlyInAnyOrder(FAILS, INNER);
    }

    @Test
    void nobody_waits_for_a_host_that_is_gone() throws InterruptedException {
        halts.allow(2);
        Thread running = run(CLASS);
        awaitHalt();
        halts.end();
        running.join(SOON.toMillis());

        assertThat(running.isAlive()).isFalse();
        assertThat(of(Halted.class)).hasSize(1);
    }

    @Test
    void without_being_asked_for_nothing_is_watched() throws InterruptedException {
        Thread running = run(CLASS);
        running.join(SOON.toMillis());

        assertThat(running.isAlive()).isFalse();
        assertThat(of(Halted.class)).isEmpty();
    }

    private void awaitHalt() throws InterruptedException {
        assertThat(halted.tryAcquire(SOON.toMillis(), TimeUnit.MILLISECONDS))
                .as("a test stands still")
                .isTrue();
    }

    private long microsOfTest() {
        long start = 0;
        long end = 0;
        synchronized (lines) {
            for (EventLine line : lines) {
                if (line.event() instanceof Started started && started.id().equals(FAILS)) {
                    start = line.micros();
                } else if (line.event() instanceof Finished finished
                        && finished.id().equals(FAILS)) {
                    end = line.micros();
                }
            }
        }
        return end - start;
    }

    private Thread run(String id) {
        PlanRunner runner = new PlanRunner(LauncherFactory.create(), writer, output, new PassedOver(), halts, null);
        Thread thread =
                new Thread(() -> runner.run(new PlannedWork(1, List.of(id), Map.of(), Grants.all())), "halts-tests");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void take(EventLine line) {
        synchronized (lines) {
            lines.add(line);
        }
        if (line.event() instanceof Halted) {
            halted.release();
        }
    }

    private <T extends WorkerEvent> List<T> of(Class<T> type) {
        synchronized (lines) {
            return lines.stream()
                    .map(EventLine::event)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }
    }
}
