package dev.forkd.engine.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The last bytes that a process printed, for messages. Output of a sandbox is only shown after cleaning. */
public final class OutputTail {

    private static final int MAX_BYTES = 4 * 1024;

    private byte[] tail = new byte[0];

    /** Makes an empty tail. */
    public OutputTail() {}

    /**
     * Appends output.
     *
     * @param bytes the printed bytes
     */
    public void append(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(tail);
        all.writeBytes(bytes);
        byte[] joined = all.toByteArray();
        int from = Math.max(0, joined.length - MAX_BYTES);
        tail = java.util.Arrays.copyOfRange(joined, from, joined.length);
    }

    /**
     * Returns the last output, cleaned.
     *
     * @return the text, possibly empty
     */
    public String text() {
        return clean(new String(tail, UTF_8));
    }

    /**
     * Replaces characters that could control a terminal or break XML.
     *
     * @param text any text
     * @return the end of the text, cleaned
     */
    public static String clean(String text) {
        String shown = text.length() > MAX_BYTES ? text.substring(text.length() - MAX_BYTES) : text;
        return shown.replaceAll(
                        "[\\p{IsControl}\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}\\p{Co}\\p{Cn}&&[^\\n\\t]]", "\uFFFD")
                .strip();
    }
}
