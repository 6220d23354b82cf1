package dev.forkd.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The rules of the guest's agent (contract 6): no shell, empty environment, pipes captured to their end, a timeout
 * kills the direct child only and loses all output.
 */
final class GuestExec implements AutoCloseable {
    record Result(String stdout, String stderr, int exitCode) {}

    private static final Result NOTHING = new Result("", "", 1);
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Path tmp;
    final Map<String, String> environment = new HashMap<>();

    GuestExec(Path tmp, Path shells) {
        this.tmp = tmp;
        environment.put("PATH", shells + ":" + PATH);
        environment.put("HOME", "/");
        environment.put("TMPDIR", tmp.toString());
    }

    Result run(List<String> args, long timeoutSeconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(args);
        Path program = find(args.get(0));
        if (program == null) {
            return NOTHING;
        }
        command.set(0, program.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return NOTHING;
        }
        CompletableFuture<String> stdout =
                CompletableFuture.supplyAsync(() -> read(process.getInputStream()), new Own());
        CompletableFuture<String> stderr =
                CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), new Own());
        try {
            CompletableFuture.allOf(stdout, stderr).get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            process.destroyForcibly().waitFor();
            process.getInputStream().close();
            process.getErrorStream().close();
            return NOTHING;
        }
        int code = process.waitFor();
        // Java reports a death by signal like a shell; the agent reports minus the number.
        return new Result(stdout.join(), stderr.join(), code == 128 + 9 ? -9 : code);
    }

    private static final class Own implements java.util.concurrent.Executor {
        @Override
        public void execute(Runnable task) {
            var thread = new Thread(task, "guest output");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private Path find(String program) {
        if (program.contains("/")) {
            return Path.of(program);
        }
        return Stream.of(environment.get("PATH").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pids of living processes that were started in this guest, however they detached themselves. */
    List<Long> processes() {
        String mark = "TMPDIR=" + tmp + "\0";
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    try {
                        String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
                        boolean zombie =
                                status.substring(status.lastIndexOf(')')).startsWith(") Z");
                        return !zombie
                                && (Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1)
                                                + "\0")
                                        .contains(mark);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        for (int pass = 0; pass < 5; pass++) {
            List<Long> left = processes();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }
}
