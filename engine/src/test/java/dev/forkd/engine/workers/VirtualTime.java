package dev.forkd.engine.workers;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets real threads run one at a time, in an order that a seed decides, and in no time at all: a thread runs until it
 * sleeps, then the one that wakes next runs, and the clock stands at that moment. So the same seed gives the same run.
 */
final class VirtualTime implements Ticker, ThreadFactory {

    /** So often threads may sleep in one run: more is a loop that never ends. */
    private static final int MAX_TURNS = 2_000_000;

    private static final long REAL_SECONDS = 30;

    private final Random random;
    private final CountDownLatch made;
    private final PriorityQueue<Turn> sleeping =
            new PriorityQueue<>(Comparator.comparingLong((Turn turn) -> turn.at).thenComparingLong(turn -> turn.tie));
    private volatile long now;
    private int turns;
    private final AtomicInteger running = new AtomicInteger();

    /** Starts with the clock at zero; the threads that {@link #newThread} is to make wait for {@link #begin}. */
    VirtualTime(Random random, int threads) {
        this.random = random;
        this.made = new CountDownLatch(threads);
    }

    /** When a thread goes on. */
    private static final class Turn {

        private final long at;
        private final long tie;
        private final Semaphore come = new Semaphore(0);

        Turn(long at, long tie) {
            this.at = at;
            this.tie = tie;
        }

        void await() {
            try {
                if (!come.tryAcquire(REAL_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("No turn within " + REAL_SECONDS + " real seconds");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        if (++turns > MAX_TURNS) {
            throw new IllegalStateException("The threads went on for " + MAX_TURNS + " turns");
        }
        Turn mine = turn(duration.toNanos());
        goOn();
        mine.await();
    }

    @Override
    public Thread newThread(Runnable task) {
        Turn first = turn(0);
        running.incrementAndGet();
        made.countDown();
        return new Thread(() -> {
            first.await();
            try {
                task.run();
            } finally {
                running.decrementAndGet();
                goOn();
            }
        });
    }

    /** To be called by the one thread that was not made here, when another one makes the threads. */
    void begin() throws InterruptedException {
        if (!made.await(REAL_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The threads were not made within " + REAL_SECONDS + " real seconds");
        }
        sleep(Duration.ZERO);
    }

    /** Whether a thread that was made here has not ended. */
    boolean others() {
        return running.get() > 0;
    }

    private Turn turn(long nanos) {
        Turn turn = new Turn(now + nanos, random.nextLong());
        sleeping.add(turn);
        return turn;
    }

    private void goOn() {
        Turn next = sleeping.poll();
        if (next != null) {
            now = next.at;
            next.come.release();
        }
    }
}
