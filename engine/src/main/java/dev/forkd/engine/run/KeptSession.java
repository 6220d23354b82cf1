package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.workers.WorkerPool;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A session with one sandbox that is kept for the next run. A build tool may run the Launcher once for each test class
 * (Surefire does so with a {@code forkCount} above 1, and when it repeats failed tests); the sandbox of one class then
 * serves the next. It ends with the launcher session or this JVM.
 *
 * <p>Successive runs have nothing in common but the JVM, so it is held in a static field.
 */
final class KeptSession {

    /** Well below the time after which a worker without polls is killed. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(30);

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
     * What a run must have in common with the previous one to use its session.
     *
     * @param configuration the engine's settings
     * @param projectDirectory the directory of the project
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

    /** Takes the kept session, if it fits. */
    static @Nullable KeptSession take(Key key) {
        KeptSession kept = KEPT.getAndSet(null);
        if (kept == null) {
            return null;
        }
        if (!kept.removeHook()) {
            // The JVM is shutting down, and the hook closes the session.
            return null;
        }
        if (kept.isFresh() && kept.key.equals(key)) {
            return kept;
        }
        kept.close();
        return null;
    }

    /** A worker that was not polled for long has been killed. */
    private boolean isFresh() {
        return System.nanoTime() - idleSinceNanos < MAX_IDLE.toNanos();
    }

    /** Tells whether there is a launcher session, at whose end a kept session is closed. */
    static boolean possible() {
        return LAUNCHER_SESSIONS.get() > 0;
    }

    WorkerPool pool() {
        return pool;
    }

    Session session() {
        return session;
    }

    /** Keeps this session for the next run, or closes it if another one is already kept. */
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
            // The JVM is already shutting down.
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
