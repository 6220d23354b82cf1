package dev.forkd.client;

import dev.forkd.wire.ExecRequest;
import dev.forkd.wire.ExecResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs short scripts in one guest, and distinguishes failures that look alike in exec's answer (contract 6.2, 6.6).
 * Thread-safe.
 */
final class Shell {
    private static final int REPEATS = 3;
    private static final int PINGS = 2;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PING_PAUSE = Duration.ofMillis(500);

    private final ForkdClient client;
    private final String sandbox;
    private final @Nullable Long memoryLimitMib;
    private final RetryPolicy persistent;
    /** Keys of scripts whose answers have arrived, so that their kept results can be deleted. */
    private final Queue<String> answeredKeys = new ConcurrentLinkedQueue<>();

    Shell(ForkdClient client, String sandbox, @Nullable Long memoryLimitMib) {
        this.client = client;
        this.sandbox = sandbox;
        this.memoryLimitMib = memoryLimitMib;
        this.persistent = RetryPolicy.of(
                client.outage().disconnected(),
                RetryPolicy.Rule.upTo(REPEATS, RetryPolicy.Backoff.fixed(PAUSE), Shell::mayPass));
    }

    Failure failure(String operation) {
        return Failure.of(operation).in(sandbox).at(client.controller().toString());
    }

    GuestException guestFailure(GuestException.Reason reason, String operation, String why, String advice) {
        return new GuestException(reason, failure(operation).because(why).advice(advice));
    }

    /** Runs a script with a single request, for scripts that must not run twice. */
    ShellResult once(String operation, String script, Duration timeout, List<String> arguments) {
        String mark = mark();
        List<String> args = new ArrayList<>(List.of("sh", "-c", Scripts.WRAPPER, "forkd", script, mark));
        args.addAll(arguments);
        return exec(operation, mark, args, timeout);
    }

    /**
     * Runs a script at most once; if the connection was refused or cut, its result is asked for again.
     *
     * @param base a directory in the guest's memory where the result is kept
     */
    ShellResult atMostOnce(String operation, String script, Duration timeout, List<String> arguments, String base) {
        String mark = mark();
        List<String> answered = new ArrayList<>();
        for (String key = answeredKeys.poll(); key != null; key = answeredKeys.poll()) {
            answered.add(key);
        }
        List<String> args = new ArrayList<>(
                List.of("sh", "-c", Scripts.KEYED, "forkd", script, mark, base, String.join(" ", answered)));
        args.addAll(arguments);
        ShellResult result = RetryPolicy.of(client.outage().disconnected(timeout))
                .run(failure(operation), () -> exec(operation, mark, args, timeout));
        answeredKeys.add(mark);
        return result;
    }

    private static String mark() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    private ShellResult exec(String operation, String mark, List<String> args, Duration timeout) {
        long seconds = Math.max(1, timeout.plusMillis(999).toSeconds());
        long start = System.nanoTime();
        ExecResponse response;
        try {
            response = client.exec(sandbox, new ExecRequest(args, seconds));
        } catch (NotFoundException e) {
            throw lost(operation, "the controller no longer knows it", e);
        } catch (UnreachableException e) {
            if (e.cut()) {
                client.outage().cutAfter(Duration.ofNanos(System.nanoTime() - start));
            }
            throw e;
        }
        boolean overdue =
                System.nanoTime() - start >= Duration.ofSeconds(seconds).toNanos() - 50_000_000L;
        return unwrap(operation, mark, response, seconds, overdue);
    }

    private ShellResult unwrap(String operation, String mark, ExecResponse response, long seconds, boolean overdue) {
        Matcher sentinel = Pattern.compile("\n@@" + mark + " (\\d{1,3})@@\\z").matcher(response.stdout());
        if (sentinel.find()) {
            String stdout = response.stdout().substring(0, sentinel.start());
            return new ShellResult(Integer.parseInt(sentinel.group(1)), stdout, response.stderr());
        }
        if (response.exitCode() < 0) {
            throw guestFailure(
                    GuestException.Reason.KILLED,
                    operation,
                    "its shell was killed by signal " + -response.exitCode(),
                    "The guest may be out of memory; use a snapshot with more, or run less in it");
        }
        boolean silent = response.stdout().isEmpty() && response.stderr().isEmpty();
        if (silent && response.exitCode() == 1 && overdue) {
            throw guestFailure(
                    GuestException.Reason.TIMED_OUT,
                    operation,
                    "it did not end within " + seconds + " s",
                    "Its descendants may still run; allow more time, or use a process with a deadline");
        }
        if (silent && response.exitCode() == 1) {
            throw guestFailure(
                    GuestException.Reason.NOT_STARTED,
                    operation,
                    "the guest could not start a shell",
                    "The image needs sh on its PATH, and all arguments together must stay below 2 MiB");
        }
        throw guestFailure(
                GuestException.Reason.FAILED,
                operation,
                "its shell ended with exit code " + response.exitCode() + " before it was done: "
                        + Text.shownTail(response.stderr()),
                "The script must not end the shell that runs it");
    }

    /**
     * Runs a script that may run twice, repeatedly until an answer comes. After two failures in a row, a guest that
     * answers no pings is taken for lost (contract 9, step 13). A guest that answers pings is only slow; a script that
     * timed out gets twice the time on the next try.
     */
    ShellResult persistently(String operation, String script, Duration timeout, List<String> arguments) {
        var factor = new AtomicInteger(1);
        return persistent.run(
                failure(operation),
                () -> once(operation, script, timeout.multipliedBy(factor.get()), arguments),
                (repetition, e) -> {
                    if (tooSlow(e)) {
                        factor.updateAndGet(now -> now * 2);
                    }
                    if (repetition >= 2 && mayPass(e) && dead()) {
                        throw lost(operation, "it fails repeatedly and answers no ping: " + e.why() + limit(), e);
                    }
                });
    }

    private static boolean mayPass(ForkdException e) {
        return e instanceof UnreachableException
                || e instanceof ControllerException
                || e instanceof CapacityException
                || e instanceof UnreadableAnswerException
                || tooSlow(e);
    }

    private static boolean tooSlow(ForkdException e) {
        return e instanceof GuestException guest && guest.reason() == GuestException.Reason.TIMED_OUT;
    }

    /** Pings twice, because on a busy host one answer may be late. */
    private boolean dead() {
        for (int i = 1; i < PINGS; i++) {
            if (mayLive()) {
                return false;
            }
            Pause.of(PING_PAUSE, failure("ping"));
        }
        return !mayLive();
    }

    /** A controller that refuses or cuts connections says nothing about its sandboxes, so they may still be alive. */
    private boolean mayLive() {
        try {
            return client.ping(sandbox).pong();
        } catch (UnreachableException e) {
            return e.disconnected();
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            return false;
        }
    }

    private String limit() {
        return memoryLimitMib == null
                ? ""
                : "; it had memory_limit_mib " + memoryLimitMib
                        + ", and the controller's host kills a VM that needs more:"
                        + " leave the limit out, or set it to the guest's memory plus 128 MiB";
    }

    SandboxLostException lost(String operation, String why, ForkdException cause) {
        return new SandboxLostException(failure(operation)
                .because("the sandbox is lost: " + why)
                .advice("Delete it and continue in another one")
                .cause(cause));
    }
}
