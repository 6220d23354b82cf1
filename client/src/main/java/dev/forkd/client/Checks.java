package dev.forkd.client;

import dev.forkd.wire.ExecRequest;
import dev.forkd.wire.SpawnRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses invalid requests before they are sent, because the controller's own error would not explain them (contract 1,
 * 7.6 and 16).
 */
final class Checks {
    /** The kernel's limit on the length of one argument, without the terminating NUL. */
    static final int MAX_ARGUMENT = 131_071;

    static final int MAX_BODY = 2_000_000;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private Checks() {}

    static void tag(String operation, String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw refused(
                    operation,
                    "the tag '" + Text.shown(tag) + "' is not 1 to 64 ASCII letters, digits, dashes or underscores",
                    "Tags made with the command line tool may have dots, but REST cannot reach those");
        }
    }

    /** An id becomes part of a URL path, so it must not contain anything that changes the path. */
    static boolean isId(@Nullable String id) {
        return id != null && ID.matcher(id).matches();
    }

    static void id(String operation, String id) {
        if (!isId(id)) {
            throw refused(operation, "'" + Text.shown(id) + "' is not a sandbox id", "Use an id that spawn returned");
        }
    }

    static void spawn(SpawnRequest request) {
        tag("spawn", request.snapshotTag());
        if (request.n() < 1 || request.n() > 1000) {
            throw refused("spawn", "n is " + request.n(), "Ask for 1 to 1000 sandboxes");
        }
        Long limit = request.memoryLimitMib();
        if (limit != null && limit <= 0) {
            throw refused(
                    "spawn",
                    "the memory limit is " + limit + " MiB, which would kill the sandbox at once",
                    "Leave it out, or give the guest's RAM plus 128");
        }
    }

    static void exec(String id, ExecRequest request) {
        id("exec", id);
        if (request.args().isEmpty()) {
            throw refused("exec", "there is no program", "Give at least one argument");
        }
        if (request.timeoutSecs() < 1 || request.timeoutSecs() > 86_400) {
            throw refused("exec", "the timeout is " + request.timeoutSecs() + " s", "Choose a timeout of 1 to 86400 s");
        }
        request.args().forEach(argument -> argument("exec", argument));
    }

    static void argument(String operation, String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw refused(operation, "an argument contains a NUL character", "No program can receive that; use a file");
        }
        // The cheap test first: a UTF-16 unit never needs more than three bytes of UTF-8.
        if (argument.length() > MAX_ARGUMENT / 3 && argument.getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENT) {
            throw refused(
                    operation, "an argument is longer than " + MAX_ARGUMENT + " bytes", "Upload it as a file instead");
        }
    }

    static byte[] body(String operation, byte[] body) {
        if (body.length > MAX_BODY) {
            throw refused(
                    operation,
                    "the request has " + body.length + " bytes, and the controller takes 2 MiB",
                    "Upload the data as a file instead");
        }
        return body;
    }

    static InvalidRequestException refused(String operation, String why, String advice) {
        return new InvalidRequestException(Failure.of(operation).because(why).advice(advice));
    }
}
