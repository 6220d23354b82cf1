package dev.forkd.client;

import dev.forkd.wire.EvalRequest;
import dev.forkd.wire.EvalResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Calls the functions of {@code guest.py} inside the guest's agent, which needs no process for it (contract 6.8). Only a
 * way to be faster: a call that does not succeed has no answer, and the caller asks a script instead, which may run
 * although the function ran too, and which says what is wrong. Thread-safe.
 */
final class GuestFunctions {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9+/=_.,:-]*+");
    private static final String MODULE = "forkd_junit_" + digest(Scripts.GUEST);
    private static final String MODULES = "__import__('sys').modules";

    /** Makes the module, unless another call was faster. */
    private static final String INSTALL = "(lambda m: (exec(" + quoted(Scripts.GUEST) + ", m.__dict__), " + MODULES
            + ".setdefault('" + MODULE + "', m), '" + MODULE + "')[2])(type(__import__('sys'))('" + MODULE + "'))";

    /** What the functions answer needs no escape but that of line ends. */
    private static final Pattern ANSWER = Pattern.compile("'[A-Za-z0-9+/=@. \\\\-]*+'");

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

    /** Whether the last call was answered. */
    boolean answers() {
        return answers;
    }

    /**
     * Brings the functions into the agent when they are first needed. A process may depend on the first look at it, so it
     * is started only after this.
     *
     * @return whether they may be called
     */
    synchronized boolean prepare() {
        if (!prepared && !missing) {
            prepared = true;
            try {
                // An agent in another language, or one that evaluates little, says so at once.
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
     * @param function its name
     * @param timeout how long this side waits for the answer
     * @param arguments strings and integers
     * @return what it answered; nothing when it could not be called, failed or did not answer
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

    /** An agent that was started anew has forgotten them. */
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
        return result != null && ANSWER.matcher(result).matches()
                ? Optional.of(result.substring(1, result.length() - 1).replace("\\n", "\n"))
                : Optional.empty();
    }

    private synchronized void note(boolean answered) {
        answers = answered;
        failures = answered ? 0 : failures + 1;
        missing |= failures >= MAX_FAILURES;
    }

    private void failed() {
        note(false);
    }

    /** As a literal that is the same in every encoding. */
    private static String quoted(String text) {
        if (PLAIN.matcher(text).matches()) {
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
