package dev.forkd.client;

import dev.forkd.wire.EvalRequest;
import dev.forkd.wire.EvalResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Calls the functions of {@code guest.py} inside the guest's agent, which needs no new process (contract 6.8). This is
 * only a faster way: when a call here fails, the caller runs the equivalent script instead, which also reports what is
 * wrong. Since the failed call may have taken effect, both must be safe to run one after the other. Thread-safe.
 */
final class GuestFunctions {
    /** Characters that mean themselves in a Python string literal; checked without a regex, as there may be millions. */
    private static final boolean[] PLAIN = characters("+/=_.,:-");

    private static final String MODULE = "forkd_junit_" + digest(Scripts.GUEST);
    private static final String MODULES = "__import__('sys').modules";

    /** A Python expression that makes the module and its functions, unless another call has already done so. */
    private static final String INSTALL = "(lambda m: (exec(" + quoted(Scripts.GUEST) + ", m.__dict__), " + MODULES
            + ".setdefault('" + MODULE + "', m), '" + MODULE + "')[2])(type(__import__('sys'))('" + MODULE + "'))";

    /** The functions' answers are plain ASCII, so in {@code repr()} only line ends are escaped. */
    private static final boolean[] ANSWER = characters("+/=@. \\-");

    private static final int MAX_FAILURES = 3;
    private static final Duration PREPARATION = Duration.ofSeconds(10);

    private final ForkdClient client;
    private final String sandbox;
    private boolean prepared;
    private volatile boolean missing;
    private volatile boolean answers;
    private int failures;

    GuestFunctions(ForkdClient client, String sandbox) {
        this.client = client;
        this.sandbox = sandbox;
    }

    /** Tells whether the most recent call was answered. */
    boolean answers() {
        return answers;
    }

    /**
     * Installs the functions in the agent when they are first needed. Call this before a process is started, so that
     * the first poll of the process does not have to wait for the installation.
     *
     * @return whether the functions may be called
     */
    synchronized boolean prepare() {
        if (!prepared && !missing) {
            prepared = true;
            try {
                // An agent that is written in another language, or evaluates only simple expressions, answers with an
                // error.
                missing = !client.evaluates() || !install(PREPARATION);
            } catch (InterruptedOperationException e) {
                throw e;
            } catch (ForkdException e) {
                failed();
            }
        }
        return !missing;
    }

    /**
     * Calls a function.
     *
     * @param function the function's name
     * @param timeout how long to wait for the answer
     * @param arguments strings and integers
     * @return the function's answer; empty if it could not be called, failed or did not answer in time
     */
    Optional<String> call(String function, Duration timeout, List<?> arguments) {
        if (!prepare()) {
            return Optional.empty();
        }
        StringBuilder code =
                new StringBuilder(MODULES).append("['").append(MODULE).append("'].");
        code.append(function).append('(');
        arguments.forEach(argument -> code.append(argument instanceof String text ? quoted(text) : argument)
                .append(','));
        code.append(')');
        try {
            EvalResponse answer = eval(code.toString(), timeout);
            if (saysMissing(answer) && install(timeout)) {
                answer = eval(code.toString(), timeout);
            }
            Optional<String> text = text(answer);
            note(text.isPresent());
            return text;
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            failed();
            return Optional.empty();
        }
    }

    /** An agent that was restarted no longer has the functions, and answers with a KeyError. */
    private static boolean saysMissing(EvalResponse answer) {
        String error = answer.error();
        return error != null && error.startsWith("KeyError");
    }

    private boolean install(Duration timeout) {
        EvalResponse answer = eval(INSTALL, timeout);
        return ("'" + MODULE + "'").equals(answer.result());
    }

    private EvalResponse eval(String code, Duration timeout) {
        return client.eval(sandbox, new EvalRequest(code), timeout);
    }

    private static Optional<String> text(EvalResponse answer) {
        String result = answer.result();
        return result != null && isAnswer(result)
                ? Optional.of(result.substring(1, result.length() - 1).replace("\\n", "\n"))
                : Optional.empty();
    }

    private static boolean isAnswer(String result) {
        int last = result.length() - 1;
        return last > 0 && result.charAt(0) == '\'' && result.charAt(last) == '\'' && only(ANSWER, result, 1, last);
    }

    /** Returns a table of the ASCII characters: true for letters, digits and the others. */
    private static boolean[] characters(String others) {
        boolean[] allowed = new boolean[128];
        Arrays.fill(allowed, 'A', 'Z' + 1, true);
        Arrays.fill(allowed, 'a', 'z' + 1, true);
        Arrays.fill(allowed, '0', '9' + 1, true);
        others.chars().forEach(character -> allowed[character] = true);
        return allowed;
    }

    private static boolean only(boolean[] allowed, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            if (character >= allowed.length || !allowed[character]) {
                return false;
            }
        }
        return true;
    }

    private synchronized void note(boolean answered) {
        answers = answered;
        failures = answered ? 0 : failures + 1;
        missing |= failures >= MAX_FAILURES;
    }

    private void failed() {
        note(false);
    }

    /** Writes a Python string literal in pure ASCII, so that no encoding on the way can change it. */
    private static String quoted(String text) {
        if (only(PLAIN, text, 0, text.length())) {
            return "'" + text + "'";
        }
        StringBuilder literal = new StringBuilder("'");
        text.codePoints().forEach(point -> {
            if (point >= ' ' && point < 0x7f && point != '\'' && point != '\\') {
                literal.append((char) point);
            } else {
                literal.append(String.format("\\U%08x", point));
            }
        });
        return literal.append('\'').toString();
    }

    private static String digest(String text) {
        MessageDigest digest = Upload.sha256();
        return HexFormat.of()
                .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 12);
    }
}
