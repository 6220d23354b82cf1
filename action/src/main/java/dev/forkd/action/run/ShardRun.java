package dev.forkd.action.run;

import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.LineSplitter;
import dev.forkd.action.runner.SafeText;
import dev.forkd.client.ExitStatus;
import dev.forkd.client.ForkdException;
import dev.forkd.client.NotFoundException;
import dev.forkd.client.Poll;
import dev.forkd.client.RemoteCommand;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.client.SandboxLostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the jobs of one sandbox, on a thread of its own. */
final class ShardRun {
    private static final int UNKNOWN = -1;
    private static final int TIMEOUT_CODE = 124;
    /** The guest enforces the deadline. If it does not, this side does so after a grace period. */
    private static final Duration MIN_GRACE = Duration.ofSeconds(5);

    private static final Duration MAX_GRACE = Duration.ofSeconds(60);

    private static final Duration ABANDON_AFTER = Duration.ofMinutes(2);

    private final Sandbox sandbox;
    private final int index;
    private final Plan plan;
    private final LogMultiplexer logs;
    private final Recording stdout;
    private final Recording stderr;
    private int exitCode;
    private ShardEnd end = ShardEnd.ENDED;
    private OptionalInt signal = OptionalInt.empty();
    private Optional<String> error = Optional.empty();

    /** What all sandboxes of a run have in common. */
    record Plan(
            Program program,
            Workload workload,
            int count,
            Duration execTimeout,
            Duration pollWait,
            Map<String, String> environment,
            @Nullable String workingDirectory,
            boolean ownClock,
            ShardReports reports,
            Cancellation cancellation,
            long startedNanos) {}

    ShardRun(Sandbox sandbox, int index, Plan plan, LogMultiplexer logs, Recording stdout, Recording stderr) {
        this.sandbox = sandbox;
        this.index = index;
        this.plan = plan;
        this.logs = logs;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Runs all jobs. Never throws an exception; failures are in the result. */
    ShardResult perform() {
        long start = System.nanoTime();
        logs.start(index, sandbox.id());
        var lines = new Lines();
        try {
            work(lines);
        } catch (SandboxLostException | NotFoundException e) {
            lose(ShardEnd.VANISHED, String.valueOf(e.getMessage()));
        } catch (ForkdException | UncheckedIOException e) {
            lose(ShardEnd.LOST, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            lose(ShardEnd.LOST, "unexpected " + e);
        }
        lines.finish();
        stdout.close();
        stderr.close();
        ShardResult result = result(start);
        logs.end(index, ending(result));
        return result;
    }

    /** The result of a sandbox that was still busy when the run was cancelled. */
    ShardResult cancelled() {
        return new ShardResult(
                index,
                sandbox.id(),
                UNKNOWN,
                Duration.ZERO,
                Duration.ofNanos(System.nanoTime() - plan.startedNanos()),
                ShardEnd.CANCELLED,
                OptionalInt.empty(),
                Optional.of("cancelled: " + plan.cancellation().reason().orElse("")),
                stdout,
                stderr);
    }

    private ShardResult result(long start) {
        return new ShardResult(
                index,
                sandbox.id(),
                exitCode,
                Duration.ofNanos(start - plan.startedNanos()),
                Duration.ofNanos(System.nanoTime() - start),
                end,
                signal,
                error,
                stdout,
                stderr);
    }

    private void lose(ShardEnd how, String why) {
        exitCode = UNKNOWN;
        // A cancelled run deletes its sandboxes, so it is no failure that they are gone.
        boolean cancelled = plan.cancellation().requested();
        end = cancelled ? ShardEnd.CANCELLED : how;
        error = Optional.of(
                cancelled ? "cancelled: " + plan.cancellation().reason().orElse("") : why);
    }

    private String ending(ShardResult result) {
        String seconds = String.format(Locale.ROOT, "%.1f s", result.duration().toMillis() / 1000.0);
        String what =
                switch (result.end()) {
                    case CANCELLED -> "cancelled";
                    case VANISHED, LOST ->
                        "lost: " + SafeText.line(result.error().orElse(""));
                    case TIMED_OUT ->
                        "timed out, as exec_timeout_secs is "
                                + plan.execTimeout().toSeconds() + ", exit code " + result.exitCode();
                    case ENDED -> result.status() + ", exit code " + result.exitCode();
                };
        return what + ", after " + seconds;
    }

    private void work(Lines lines) {
        String directory = sandbox.workDirectory();
        String script = "";
        if (plan.program().shipped()) {
            script = directory + "/script-" + UUID.randomUUID() + ".sh";
            sandbox.upload(plan.program().text().getBytes(StandardCharsets.UTF_8), script);
        }
        for (Optional<Job> job = plan.workload().next(index);
                job.isPresent();
                job = plan.workload().next(index)) {
            long start = System.nanoTime();
            int code = run(job.get(), directory, script, lines);
            plan.workload().ended(index, job.get(), code, Duration.ofNanos(System.nanoTime() - start));
        }
        plan.reports().collect(index, sandbox, directory + "/reports");
    }

    private int run(Job job, String directory, String script, Lines lines) {
        Map<String, String> variables = new LinkedHashMap<>(plan.environment());
        variables.putAll(SandboxVariables.of(index, plan.count(), sandbox.id(), directory));
        variables.putAll(job.environment());
        variables.put(Program.NOW, plan.ownClock() ? Long.toString(Instant.now().getEpochSecond()) : "");
        if (!job.files().isEmpty()) {
            String list = directory + "/files-" + UUID.randomUUID();
            sandbox.upload((String.join("\n", job.files()) + "\n").getBytes(StandardCharsets.UTF_8), list);
            variables.put("FORKD_ITEMS_FILE", list);
        }
        RemoteCommand.Builder command = RemoteCommand.builder(plan.program().arguments(script))
                .environment(variables)
                .deadline(plan.execTimeout())
                .abandonAfter(ABANDON_AFTER);
        String place = plan.workingDirectory();
        if (place != null) {
            command.workingDirectory(place);
        }
        RemoteProcess process = sandbox.start(command.build());
        int code = code(follow(process, lines));
        if (exitCode == 0) {
            exitCode = code;
        }
        return code;
    }

    private ExitStatus follow(RemoteProcess process, Lines lines) {
        long last = System.nanoTime() + plan.execTimeout().plus(grace()).toNanos();
        while (System.nanoTime() < last) {
            Poll poll = process.poll(plan.pollWait());
            byte[] out = poll.chunks().get("stdout");
            if (out != null) {
                stdout.add(out);
                lines.stdout.accept(out);
            }
            byte[] err = poll.chunks().get("stderr");
            if (err != null) {
                stderr.add(err);
                lines.stderr.accept(err);
            }
            if (poll.exit().isPresent()) {
                return poll.exit().get();
            }
        }
        process.kill();
        return new ExitStatus.DeadlineExceeded(plan.execTimeout());
    }

    /** The clock of an overloaded guest runs slowly, so longer commands get a longer grace period. */
    private Duration grace() {
        Duration tenth = plan.execTimeout().dividedBy(10);
        return tenth.compareTo(MIN_GRACE) < 0 ? MIN_GRACE : tenth.compareTo(MAX_GRACE) > 0 ? MAX_GRACE : tenth;
    }

    private int code(ExitStatus status) {
        if (status instanceof ExitStatus.Exited exited) {
            return exited.code();
        } else if (status instanceof ExitStatus.Signaled signaled) {
            signal = OptionalInt.of(signaled.number());
            return 128 + signaled.number();
        } else if (status instanceof ExitStatus.DeadlineExceeded) {
            end = ShardEnd.TIMED_OUT;
            return TIMEOUT_CODE;
        }
        lose(
                ShardEnd.LOST,
                status instanceof ExitStatus.Abandoned
                        ? "the command was killed because this program had not asked for it for " + ABANDON_AFTER
                        : "the command was killed");
        return UNKNOWN;
    }

    /** Turns both output streams of the sandbox into lines of one log. */
    private final class Lines {
        private final LineSplitter stdout = new LineSplitter(line -> logs.line(index, line));
        private final LineSplitter stderr = new LineSplitter(line -> logs.line(index, line));

        void finish() {
            stdout.finish();
            stderr.finish();
        }
    }

    static Recording record(java.nio.file.Path directory, int index, String stream) throws IOException {
        return new Recording(directory.resolve(index + "." + stream));
    }
}
