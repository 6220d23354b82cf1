package dev.forkd.local.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process that keeps a sandbox alive: a shell that blocks while reading its stdin. Only this JVM holds the other
 * end of that pipe, so the shell notices when the controller dies in whatever way, and ends the sandbox.
 */
final class SandboxInit {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final OutputStream lifeline;
    private final ProcessHandle first;

    private SandboxInit(Process process, ProcessHandle first) {
        this.process = process;
        this.lifeline = process.getOutputStream();
        this.first = first;
    }

    /** Starts the command without waiting for it, so that several can start in parallel. */
    static Starting start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Starting(builder.start());
    }

    long pid() {
        return first.pid();
    }

    boolean alive() {
        return process.isAlive() && first.isAlive();
    }

    boolean awaitDeath(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Kills the first process and waits, for a bounded time, until it is reaped. */
    void kill() {
        first.destroyForcibly();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            lifeline.close();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The other end of the pipe is already gone, so there is nothing left to close.
        }
    }

    /** A first process that has not yet reported that it is ready. */
    record Starting(Process process) {

        /**
         * Waits for the line {@code ready <pid>}; any other output is the reason why the sandbox could not be started.
         */
        SandboxInit await(ExecutorService readers) throws IOException, InterruptedException {
            Future<String> report = readers.submit(this::report);
            String line;
            try {
                line = report.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                abandon();
                throw new IOException("the sandbox's first process could not be read", e);
            } catch (TimeoutException e) {
                abandon();
                throw new IOException("the sandbox's first process said nothing for " + START_LIMIT, e);
            } catch (InterruptedException e) {
                abandon();
                throw e;
            }
            if (!line.startsWith("ready ")) {
                abandon();
                throw new IOException(line);
            }
            long pid = Long.parseLong(line.substring("ready ".length()).trim());
            ProcessHandle first = ProcessHandle.of(pid).orElse(null);
            if (first == null) {
                abandon();
                throw new IOException("the sandbox's first process ended at once");
            }
            return new SandboxInit(process, first);
        }

        /** Kills the process without waiting; a SIGKILL to the outer process also reaches the inner one. */
        void abandon() {
            process.destroyForcibly();
        }

        private String report() throws IOException {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder others = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("ready ")) {
                    return line;
                }
                if (others.length() < 1000) {
                    others.append(others.length() == 0 ? "" : "; ").append(line);
                }
            }
            return others.length() == 0 ? "the sandbox's first process ended at once" : others.toString();
        }
    }
}
