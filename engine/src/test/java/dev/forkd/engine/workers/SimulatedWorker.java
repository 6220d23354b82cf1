package dev.forkd.engine.workers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.client.ExitStatus;
import dev.forkd.client.Poll;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.report.FrozenTest;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is only simulated, and its machine: it lives in virtual time, whenever the host looks at it, and its
 * seed decides when it crashes, stops, vanishes, or answers late.
 */
final class SimulatedWorker implements WorkerChannel {

    private static final long MILLI = 1_000_000;
    private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(Protocol.HEARTBEAT_MILLIS);
    private static final Duration SLOWEST = Duration.ofSeconds(8);
    private static final Duration OUTAGE = Duration.ofSeconds(31);

    private final VirtualTime time;
    private final Random random;
    private final Weather weather;
    private final SimulatedController controller;
    private final Sandbox sandbox;
    private final Witness witness;
    private final SimulatedJvm jvm;
    private final SimulatedEventFile file;
    private long beatAt;
    private @Nullable ExitStatus exit;
    private long stoppedUntil;

    SimulatedWorker(
            VirtualTime time,
            Random random,
            Weather weather,
            SimulatedController controller,
            Sandbox sandbox,
            SimulatedSuite suite,
            Witness witness) {
        this.time = time;
        this.random = random;
        this.weather = weather;
        this.controller = controller;
        this.sandbox = sandbox;
        this.witness = witness;
        this.file = new SimulatedEventFile(time, random, weather, witness);
        boolean liar = random.nextDouble() < weather.liars();
        if (liar) {
            witness.lies();
        }
        Liar mouth = new Liar(liar ? weather.lies() : 0, random, suite, file);
        boolean begins = random.nextDouble() >= weather.noStart();
        this.jvm = new SimulatedJvm(time.nanos(), begins, random, suite, witness, event -> say(mouth, event));
        this.beatAt = time.nanos() + BEAT;
    }

    private void say(Liar mouth, WorkerEvent event) {
        if (exit != null) {
            return;
        }
        if (random.nextDouble() < weather.crash()) {
            file.tear(random.nextBoolean());
            end(random.nextBoolean() ? new ExitStatus.Exited(3) : new ExitStatus.Signaled(9));
            return;
        }
        mouth.say(jvm.now(), event);
        if (random.nextDouble() < weather.mute()) {
            stop();
        }
    }

    private void end(ExitStatus status) {
        if (exit == null) {
            exit = status;
        }
    }

    /** The whole machine stands still; if it goes on one day, then with everything that it has to tell. */
    private void stop() {
        stoppedUntil =
                weather.wakes() ? jvm.now() + TimeUnit.SECONDS.toNanos(30 + random.nextInt(120)) : Long.MAX_VALUE;
    }

    @Override
    public Poll poll(Duration maxWait) {
        disturb();
        long deadline = time.nanos() + maxWait.toNanos();
        while (true) {
            requireSandbox();
            live();
            byte[] chunk = file.read();
            boolean over = exit != null && file.isRead();
            if (chunk.length > 0 || over || time.nanos() >= deadline) {
                return new Poll(
                        chunk.length == 0 ? Map.of() : Map.of(Protocol.EVENT_STREAM, chunk),
                        over ? Optional.ofNullable(exit) : Optional.empty());
            }
            long next = Math.min(deadline, Math.min(file.nextAt(), nextAt()));
            time.sleep(Duration.ofNanos(Math.max(MILLI, next - time.nanos())));
        }
    }

    private void disturb() {
        if (random.nextDouble() < weather.slow()) {
            time.sleep(SLOWEST.multipliedBy(random.nextInt(100)).dividedBy(100));
        }
        if (random.nextDouble() < weather.vanish()) {
            controller.remove(sandbox.id());
        }
        if (random.nextDouble() < weather.broken()) {
            // So long the client puts up with it.
            time.sleep(OUTAGE);
            fail(SimulatedController.Trouble.BROKEN);
        }
    }

    private void requireSandbox() {
        // One that was deleted may still be heard for a while.
        boolean gone = !controller.has(sandbox.id()) && !controller.wasDeleted(sandbox.id());
        if (gone || controller.isGone()) {
            fail(SimulatedController.Trouble.NONE);
        }
    }

    /** Fails as the client does. */
    private void fail(SimulatedController.Trouble trouble) {
        controller.nextExec(trouble);
        sandbox.run("true", Duration.ofSeconds(1));
        throw new IllegalStateException("the simulated controller answered");
    }

    private long nextAt() {
        if (exit != null) {
            return Long.MAX_VALUE;
        }
        return Math.max(stoppedUntil, Math.min(beatAt, jvm.nextAt()));
    }

    /** Does everything that it did until now. */
    private void live() {
        while (nextAt() <= time.nanos()) {
            if (stoppedUntil > 0) {
                jvm.pausedUntil(stoppedUntil);
                beatAt = Math.max(beatAt, stoppedUntil);
                stoppedUntil = 0;
            }
            if (beatAt <= jvm.nextAt()) {
                jvm.beat(beatAt);
                beatAt += BEAT;
            } else {
                Optional<ExitStatus> ended = jvm.step();
                ended.ifPresent(this::end);
                if (jvm.takeStop()) {
                    stop();
                }
            }
        }
    }

    @Override
    public boolean looksAreCheap() {
        return sandbox.id().hashCode() % 4 == 0;
    }

    @Override
    public void send(byte[] bytes) {
        List<WorkerCommand> commands =
                new String(bytes, US_ASCII).lines().map(WorkerCommand::parse).toList();
        // Whether they arrive or not, the host goes by them.
        commands.forEach(witness::told);
        disturb();
        requireSandbox();
        live();
        if (exit != null) {
            fail(SimulatedController.Trouble.UNWATCHED);
        }
        commands.forEach(command -> {
            jvm.take(Math.max(time.nanos(), stoppedUntil == Long.MAX_VALUE ? 0 : stoppedUntil), command);
        });
    }

    @Override
    public FrozenTest freeze(String test) {
        throw new AssertionError("nothing is to be frozen");
    }

    @Override
    public void collect() {
        // Nothing was written.
    }
}
