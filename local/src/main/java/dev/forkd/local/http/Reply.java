package dev.forkd.local.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An HTTP response. Immutable. */
public final class Reply {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final @Nullable String allow;

    private Reply(int status, @Nullable String contentType, byte[] body, @Nullable String allow) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.allow = allow;
    }

    /**
     * Makes a reply with a JSON body.
     *
     * @param status HTTP status
     * @param body the serialised value
     * @return the reply
     */
    public static Reply json(int status, byte[] body) {
        return new Reply(status, JSON, body.clone(), null);
    }

    /**
     * Makes a reply with plain text.
     *
     * @param status HTTP status
     * @param body the text
     * @return the reply
     */
    public static Reply text(int status, String body) {
        return typed(status, TEXT, body);
    }

    /**
     * Makes a reply with text of another type.
     *
     * @param status HTTP status
     * @param contentType value of the {@code Content-Type} header
     * @param body the text
     * @return the reply
     */
    public static Reply typed(int status, String contentType, String body) {
        return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8), null);
    }

    /**
     * Makes a reply without a body.
     *
     * @param status HTTP status
     * @return the reply
     */
    public static Reply empty(int status) {
        return new Reply(status, null, new byte[0], null);
    }

    /**
     * Makes the reply for a known path that does not support the request's method.
     *
     * @param allow the methods that the path supports
     * @return the reply
     */
    public static Reply methodNotAllowed(String allow) {
        return new Reply(405, null, new byte[0], allow);
    }

    /**
     * Returns the HTTP status.
     *
     * @return the status
     */
    public int status() {
        return status;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    @Nullable
    String allow() {
        return allow;
    }
}
