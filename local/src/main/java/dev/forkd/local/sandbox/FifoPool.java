package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Named pipes for the output of commands.
 *
 * <p>The pipes of {@link Process} do not serve here: the JDK closes them when the direct child exits, while the guest's
 * agent waits until the last process that has them open has ended (contract 6.5). Creating a named pipe takes a
 * process, so pipes are created in batches, and reused after a clean end of file.
 */
final class FifoPool {
    private static final int BATCH = 16;

    private final Path directory;
    private final ConcurrentLinkedDeque<Path> free = new ConcurrentLinkedDeque<>();
    private final AtomicLong names = new AtomicLong();

    FifoPool(Path directory) {
        this.directory = directory;
    }

    Path take() throws IOException, InterruptedException {
        for (Path fifo = free.poll(); ; fifo = free.poll()) {
            if (fifo != null) {
                return fifo;
            }
            make();
        }
    }

    /** Returns a pipe that no process has open any more. */
    void giveBack(Path fifo) {
        free.push(fifo);
    }

    /** Drops a pipe that some process may still write to. */
    void discard(Path fifo) {
        try {
            Files.deleteIfExists(fifo);
        } catch (IOException e) {
            // It will be removed together with the directory.
        }
    }

    private void make() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Programs.command("mkfifo"), "-m", "600"));
        List<Path> made = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Path fifo = directory.resolve("pipe-" + names.incrementAndGet());
            made.add(fifo);
            command.add(fifo.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("mkfifo: " + said.strip());
        }
        free.addAll(made);
    }
}
