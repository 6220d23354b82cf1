package dev.forkd.action.runner;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Turns bytes that arrive in pieces into lines that are harmless and of limited length. Bytes that are not UTF-8 become
 * U+FFFD. Not thread-safe.
 */
public final class LineSplitter {
    private static final int MAX_LENGTH = 8 << 10;

    private final Consumer<String> lines;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder current = new StringBuilder();
    private ByteBuffer left = ByteBuffer.allocate(0);
    private long cut;
    private boolean afterReturn;

    /**
     * Makes a splitter.
     *
     * @param lines receives each line when it is complete
     */
    public LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes any bytes; a character may be split between two calls
     */
    public void accept(byte[] bytes) {
        decode(bytes, false);
    }

    /** Emits the last line, if it did not end with a line break. */
    public void finish() {
        decode(new byte[0], true);
        if (current.length() > 0 || cut > 0) {
            emit();
        }
    }

    private void decode(byte[] bytes, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(left.remaining() + bytes.length)
                .put(left)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(Math.max(16, Math.min(in.remaining() + 4, 1 << 16)));
        CoderResult result;
        do {
            result = decoder.decode(in, out, last);
            take(out);
        } while (result.isOverflow());
        if (last) {
            while (decoder.flush(out).isOverflow()) {
                take(out);
            }
            take(out);
            decoder.reset();
        }
        left = ByteBuffer.allocate(in.remaining()).put(in).flip();
    }

    private void take(CharBuffer out) {
        out.flip();
        while (out.hasRemaining()) {
            char character = out.get();
            boolean second = afterReturn && character == '\n';
            afterReturn = character == '\r';
            if (second) {
                continue;
            }
            if (SafeText.breaksLine(character)) {
                emit();
            } else if (current.length() < MAX_LENGTH) {
                current.append(character);
            } else {
                cut++;
            }
        }
        out.clear();
    }

    private void emit() {
        String text = SafeText.line(current.toString());
        lines.accept(cut == 0 ? text : text + " [... " + cut + " more characters cut]");
        current.setLength(0);
        cut = 0;
    }
}
