package dev.forkd.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A controller's bearer token (contract 2.3). It is as powerful as root on the controller's host, so its value appears
 * only in the {@code Authorization} header: never in {@link #toString()}, messages or files. Immutable.
 */
public final class Token {
    /** Stands for no token, for controllers that require none. */
    public static final Token NONE = new Token("");

    private final String value;

    private Token(String value) {
        this.value = value;
    }

    /**
     * Wraps a token.
     *
     * @param value the token; white space around it is removed
     * @return the token
     * @throws InvalidRequestException if the token is empty or has characters other than visible ASCII; the message
     *     does not contain the token
     */
    public static Token of(String value) {
        String trimmed = value.strip();
        if (trimmed.isEmpty()) {
            throw refused("the token is empty", "Set it, or use no token at all");
        }
        // Checked here, because java.net.http would quote a header value that it refuses in its exception's message.
        if (!trimmed.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw refused("the token has a character that is not visible ASCII", "Copy it again, without line breaks");
        }
        return new Token(trimmed);
    }

    private static InvalidRequestException refused(String why, String advice) {
        return new InvalidRequestException(
                Failure.of("reading the token").because(why).advice(advice));
    }

    boolean isPresent() {
        return !value.isEmpty();
    }

    String header() {
        return "Bearer " + value;
    }

    /** Removes the token from a text that is about to be shown, in case a peer echoed it. */
    String redact(String text) {
        return value.isEmpty() ? text : text.replace(value, "[token]");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token && MessageDigest.isEqual(bytes(), token.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    /** {@return a fixed text that says only whether there is a token} */
    @Override
    public String toString() {
        return isPresent() ? "Token[present]" : "Token[none]";
    }
}
