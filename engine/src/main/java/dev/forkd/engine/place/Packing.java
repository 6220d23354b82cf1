package dev.forkd.engine.place;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.platform.commons.JUnitException;

/** A bundle that is packed on a thread of its own, while the controller is being reached. */
public final class Packing implements AutoCloseable {

    private final FutureTask<Bundle> task;

    private Packing(FutureTask<Bundle> task) {
        this.task = task;
    }

    /**
     * Starts to pack the bundle of this JVM.
     *
     * @param directory where to put its files
     * @param files what to pack beside the class path, relative to the project
     * @return the packing; to be closed
     */
    public static Packing start(Path directory, List<Path> files) {
        FutureTask<Bundle> task = new FutureTask<>(() -> new BundleBuilder(directory, files).build());
        Thread thread = new Thread(task, "forkd-bundle");
        thread.setDaemon(true);
        thread.start();
        return new Packing(task);
    }

    /**
     * Waits for the bundle; packing reads local files only, so it ends by itself.
     *
     * @return the bundle
     * @throws InterruptedException when the waiting thread is interrupted
     * @throws JUnitException when something could not be read or written
     */
    public Bundle bundle() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof JUnitException failure
                    ? failure
                    : new JUnitException("The inputs of the tests could not be packed", e.getCause());
        }
    }

    /** Waits until nothing is written any more, also when nobody ever asked for the bundle. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            bundle();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (JUnitException e) {
            // Whoever asked for the bundle has been told, and a failed packing leaves nothing.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
