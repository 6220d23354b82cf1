package dev.forkd.engine.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The last bytes that a process printed, for messages; what a sandbox prints is never shown raw. */
public final class OutputTail {

    private static final int MOST_BYTES = 4 * 1024;

    private byte[] tail = new byte[0];

    /** Makes an empty one. */
    public OutputTail() {}

    /**
     * Adds what was printed next.
     *
     * @param bytes what was printed
     */
    public void append(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(tail);
        all.writeBytes(bytes);
        byte[] joined = all.toByteArray();
        int from = Math.max(0, joined.length - MOST_BYTES);
        tail = java.util.Arrays.copyOfRange(joined, from, joined.length);
    }

    /**
     * What was printed last, cleaned.
     *
     * @return possibly empty
     */
    public String text() {
        return clean(new String(tail, UTF_8));
    }

    /**
     * Keeps what is harmless on a terminal and in XML: no escapes, no other control characters.
     *
     * @param text any text
     * @return its end, cleaned
     */
    public static String clean(String text) {
        String shown = text.length() > MOST_BYTES ? text.substring(text.length() - MOST_BYTES) : text;
        return shown.replaceAll(
                        "[\\p{IsControl}\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}\\p{Co}\\p{Cn}&&[^\\n\\t]]", "\uFFFD")
                .strip();
    }
}
