package dev.forkd.client;

import org.jspecify.annotations.Nullable;

/** What is known about a failed operation. The message of every {@link ForkdException} is built from it. */
record Failure(
        String operation,
        @Nullable String sandbox,
        @Nullable Integer status,
        @Nullable String where,
        String why,
        @Nullable String advice,
        @Nullable Throwable cause) {

    static Failure of(String operation) {
        return new Failure(operation, null, null, null, "", null, null);
    }

    Failure in(@Nullable String id) {
        return new Failure(operation, id, status, where, why, advice, cause);
    }

    Failure at(@Nullable String url) {
        return new Failure(operation, sandbox, status, url, why, advice, cause);
    }

    Failure status(int code) {
        return new Failure(operation, sandbox, code, where, why, advice, cause);
    }

    Failure because(String reason) {
        return new Failure(operation, sandbox, status, where, reason, advice, cause);
    }

    Failure advice(String whatToDo) {
        return new Failure(operation, sandbox, status, where, why, whatToDo, cause);
    }

    Failure cause(Throwable throwable) {
        return new Failure(operation, sandbox, status, where, why, advice, throwable);
    }

    String message() {
        var message = new StringBuilder(operation);
        if (sandbox != null) {
            message.append(" in sandbox ").append(Text.shown(sandbox));
        }
        if (where != null) {
            message.append(" at ").append(where);
        }
        message.append(" failed");
        if (status != null) {
            message.append(" with status ").append(status);
        }
        if (!why.isEmpty()) {
            message.append(": ").append(why);
        }
        if (advice != null) {
            message.append(why.endsWith(".") ? " " : ". ").append(advice);
        }
        return message.toString();
    }
}
