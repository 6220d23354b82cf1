package dev.forkd.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One HTTP request to be made. */
@SuppressWarnings("ArrayRecordComponent") // instances are never compared
record Call(
        String method,
        String path,
        byte @Nullable [] body,
        Duration timeout,
        String operation,
        @Nullable String sandbox,
        boolean uninterruptible) {

    static Call get(String operation, String path, Duration timeout) {
        return new Call("GET", path, null, timeout, operation, null, false);
    }

    static Call delete(String operation, String path, Duration timeout) {
        return new Call("DELETE", path, null, timeout, operation, null, false);
    }

    static Call post(String operation, String path, byte @Nullable [] body, Duration timeout) {
        return new Call("POST", path, body, timeout, operation, null, false);
    }

    Call in(String id) {
        return new Call(method, path, body, timeout, operation, id, uninterruptible);
    }

    /** For calls that must not be cut short: an interrupt does not end the wait for the answer. */
    Call toTheEnd() {
        return new Call(method, path, body, timeout, operation, sandbox, true);
    }
}
