package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.workers.WorkerPool;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A session with one sandbox that outlives its run. A build tool may hand this JVM its test classes one by one,
 * a run of the Launcher for each (Surefire with a {@code forkCount} above 1, and when it repeats failed tests):
 * then the sandbox of one class serves the next. It ends with the launcher session, or with this JVM.
 *
 * <p>Runs follow each other in a JVM and share nothing but the JVM, so it is held here.
 */
final class KeptSession {

    /** Well below the time after which a worker that nobody listens to ends itself. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private static final AtomicReference<@Nullable KeptSession> KEPT = new AtomicReference<>();
    private static final AtomicInteger LAUNCHER_SESSIONS = new AtomicInteger();

    private final Key key;
    private final Session session;
    private final WorkerPool pool;
    private final Thread hook = new Thread(this::close, "forkd-shutdown-kept");
    private long idleSinceNanos;

    KeptSession(Key key, Session session, WorkerPool pool) {
        this.key = key;
        this.session = session;
        this.pool = pool;
    }

    /**
     * What a run must have in common with the one before.
     *
     * @param configuration the engine's settings
     * @param projectDirectory the project
     * @param classPath the class path
     * @param assertions whether assertions are enabled
     */
    record Key(ForkdConfiguration configuration, String projectDirectory, String classPath, boolean assertions) {

        static Key here(ForkdConfiguration configuration, boolean assertions) {
            return new Key(
                    configuration,
                    System.getProperty("user.dir"),
                    System.getProperty("java.class.path")
                            + Thread.currentThread().getContextClassLoader(),
                    assertions);
        }
    }

    static void launcherSessionOpened() {
        LAUNCHER_SESSIONS.incrementAndGet();
    }

    static void launcherSessionClosed() {
        LAUNCHER_SESSIONS.decrementAndGet();
        KeptSession kept = KEPT.getAndSet(null);
        if (kept != null) {
            kept.close();
        }
    }

    /** Takes the session that was kept, if it fits. */
    static @Nullable KeptSession take(Key key) {
        KeptSession kept = KEPT.getAndSet(null);
        if (kept == null) {
            return null;
        }
        if (!kept.removeHook()) {
            // The JVM is going down, and the hook closes it.
            return null;
        }
        if (kept.isFresh() && kept.key.equals(key)) {
            return kept;
        }
        kept.close();
        return null;
    }

    /** Its worker ends by itself when nobody has asked for it for long. */
    private boolean isFresh() {
        return System.nanoTime() - idleSinceNanos < LONGEST_IDLE.toNanos();
    }

    /** Whether there is a launcher session whose end will be the end of what is kept. */
    static boolean possible() {
        return LAUNCHER_SESSIONS.get() > 0;
    }

    WorkerPool pool() {
        return pool;
    }

    Session session() {
        return session;
    }

    /** Keeps it for the next run, or closes it when another one is kept. */
    void keep() {
        idleSinceNanos = System.nanoTime();
        if (!addHook() || !possible() || !KEPT.compareAndSet(null, this)) {
            close();
        }
    }

    private synchronized void close() {
        try (session) {
            pool.dismiss();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            removeHook();
        }
    }

    private boolean addHook() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            // The JVM is going down already.
            return false;
        }
    }

    private boolean removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
