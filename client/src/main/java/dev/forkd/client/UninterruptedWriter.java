package dev.forkd.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Writes to a channel on a thread that nobody interrupts: an interrupt would close the channel, and with it end the lock
 * on its file. A run that is ended by one has the most to write down.
 */
final class UninterruptedWriter {
    private UninterruptedWriter() {}

    /** Appends all bytes and forces them to the disk; the caller's interrupt flag is as it was afterwards. */
    static void write(FileChannel channel, byte[] bytes) throws IOException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
            return null;
        });
        Thread thread = new Thread(task, "forkd-lease");
        thread.setDaemon(true);
        thread.start();
        await(task);
    }

    private static void await(FutureTask<Void> task) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
