package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Prints in UTF-8, whatever the JVM's charset is. Build tools take text from a test as it is, before it is encoded, so
 * even under a charset without these characters they are in reports. Bytes that a test prints are in the JVM's charset.
 */
final class TextOutput extends OutputCapture.Unclosable {

    private final Charset charset;

    /** Makes a stream onto one that takes UTF-8. */
    TextOutput(OutputStream stream, Charset charset) {
        super(stream);
        this.charset = charset;
    }

    /** Returns bytes of a charset in UTF-8. */
    static byte[] recoded(byte[] bytes, int offset, int length, Charset charset) {
        return new String(bytes, offset, length, charset).getBytes(UTF_8);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        super.write(bytes, 0, bytes.length);
    }

    private void line(String text) {
        text(text + System.lineSeparator());
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        byte[] recoded = recoded(bytes, offset, length, charset);
        super.write(recoded, 0, recoded.length);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void print(boolean value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(char value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(int value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(long value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(float value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(double value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(char[] value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(@Nullable String value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(@Nullable Object value) {
        text(String.valueOf(value));
    }

    @Override
    public void println() {
        line("");
    }

    @Override
    public void println(boolean value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(char[] value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(@Nullable String value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(@Nullable Object value) {
        line(String.valueOf(value));
    }
}
