package dev.forkd.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Writes to a channel on a separate thread that nobody interrupts. An interrupt would close the channel and so release
 * the lock on its file. A run that is being interrupted still has to record what it leaves behind.
 */
final class UninterruptedWriter {
    private UninterruptedWriter() {}

    /** Appends all bytes and forces them to the disk. The caller's interrupt flag is unchanged afterwards. */
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
