package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end, or to that of its time.
 *
 * @param directory where it runs
 * @param environment beside what this JVM has
 * @param timeout when it is ended
 */
record Program(Path directory, Map<String, String> environment, Duration timeout) {
    static final int TIMED_OUT = 124;
    private static final long GRACE_SECONDS = 10;

    Program {
        environment = Map.copyOf(environment);
    }

    /** Runs Maven on the project in the directory. */
    int maven(Path log, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", "-B"));
        command.addAll(arguments);
        return run(log, command);
    }

    /** Runs Maven to prepare something: it must not fail. */
    void prepare(Path log, List<String> arguments) throws IOException, InterruptedException {
        int code = maven(log, arguments);
        if (code != 0) {
            List<String> lines = Latin1.lines(log);
            throw new IOException("Maven ended with " + code + ", see " + log + ":\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - Line.MAX), lines.size())));
        }
    }

    int run(Path log, List<String> command) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : TIMED_OUT;
        } finally {
            end(process);
        }
    }

    private static void end(Process process) throws InterruptedException {
        if (process.isAlive()) {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroy);
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
