package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Text that goes to the operating system: paths, arguments and variables. A JVM makes characters of the bytes there in
 * one way, whatever character set it was told to use for files, so the same bytes must reach another JVM.
 */
final class SystemText {

    /** Until this version variables were read in the character set of files, not in the system's. */
    private static final int VARIABLES_OF_THE_SYSTEM = 18;

    private SystemText() {}

    /** Returns the bytes of paths and arguments. */
    static byte[] bytes(String text) {
        return text.getBytes(ofPaths());
    }

    /** Returns the bytes of a path, a character for each, for a text that is written in ISO 8859-1. */
    static String asBytes(String text) {
        return new String(bytes(text), ISO_8859_1);
    }

    /** Returns the bytes of variables and their names, a character for each. */
    static Map<String, String> bytesOfVariables(Map<String, String> variables) {
        Charset charset = Runtime.version().feature() < VARIABLES_OF_THE_SYSTEM ? Charset.defaultCharset() : ofPaths();
        Map<String, String> bytes = new TreeMap<>();
        variables.forEach((name, value) -> bytes.put(
                new String(name.getBytes(charset), ISO_8859_1), new String(value.getBytes(charset), ISO_8859_1)));
        return bytes;
    }

    private static Charset ofPaths() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", ""));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Charset.defaultCharset();
        }
    }
}
