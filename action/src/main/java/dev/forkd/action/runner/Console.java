package dev.forkd.action.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The only place that writes to the log: workflow commands on a GitHub runner, otherwise plain text. Everything goes to
 * stdout, because the runner does not preserve the order between stdout and stderr. Thread-safe.
 */
public final class Console {
    /** The importance of a message. */
    public enum Level {
        /** The step did not do its work. */
        ERROR,
        /** Something that the user should know. */
        WARNING,
        /** Something that may interest the user. */
        NOTICE
    }

    /** The runner silently drops annotations beyond ten of a level; the last one says that there are more. */
    private static final int MAX_ANNOTATIONS = 9;

    private static final String PREFIX = "forkd: ";

    private static final int MAX_MESSAGE = 4000;

    private final PrintStream out;
    private final boolean runner;
    private final Map<Level, Integer> said = new EnumMap<>(Level.class);
    private String secret = "";

    /**
     * Makes a console.
     *
     * @param out where to write
     * @param runner whether a GitHub runner reads it
     */
    public Console(PrintStream out, boolean runner) {
        this.out = out;
        this.runner = runner;
    }

    /**
     * Makes a console that writes to this process's stdout, in UTF-8 whatever the locale is.
     *
     * @param runner whether a GitHub runner reads it
     * @return the console
     */
    public static Console standard(boolean runner) {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8), runner);
    }

    /**
     * Hides a secret in everything that is printed from now on.
     *
     * @param text the secret; a blank text changes nothing
     */
    public synchronized void mask(String text) {
        if (text.isBlank()) {
            return;
        }
        secret = text.strip();
        if (runner) {
            print("::add-mask::" + escapedMask(secret));
        }
    }

    private static String escapedMask(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /**
     * Removes the secret from a text.
     *
     * @param text any text
     * @return the text without the secret
     */
    public synchronized String redact(String text) {
        return secret.isEmpty() ? text : text.replace(secret, "[token]");
    }

    /**
     * Prints one of our own lines. Text of other origin in it is made harmless.
     *
     * @param line one line
     */
    public synchronized void say(String line) {
        print(PREFIX + oneLine(redact(line)));
    }

    /**
     * Prints a line of a sandbox.
     *
     * @param prefix visible text that tells which sandbox it is
     * @param line a line that {@link SafeText} has made harmless
     */
    public synchronized void relay(String prefix, String line) {
        print(prefix + redact(line));
    }

    /**
     * Starts a group of lines that the user can fold.
     *
     * @param title the group's title
     */
    public synchronized void group(String title) {
        print(runner ? "::group::" + data(title) : title);
    }

    /** Ends the group. */
    public synchronized void endGroup() {
        if (runner) {
            print("::endgroup::");
        }
    }

    /**
     * Makes an annotation or, if the runner takes no more, prints a plain line.
     *
     * @param level importance
     * @param message any text
     */
    public synchronized void annotate(Level level, String message) {
        annotate(level, "", message);
    }

    /**
     * Makes an annotation at a place in a file.
     *
     * @param level importance
     * @param properties from {@link #place}, or empty
     * @param message any text
     */
    public synchronized void annotate(Level level, String properties, String message) {
        int before = said.merge(level, 1, Integer::sum) - 1;
        String text = redact(message);
        String name = level.name().toLowerCase(Locale.ROOT);
        if (!runner || before > MAX_ANNOTATIONS) {
            print(plain(name, text));
        } else if (before == MAX_ANNOTATIONS) {
            print("::" + name + "::" + data("There are more of these; see the step's log and its summary"));
            print(plain(name, text));
        } else {
            print("::" + name + properties + "::" + data(text));
        }
    }

    /** An annotation says itself that it is ours, since it is shown far from the log; a line of the log begins so. */
    private static String plain(String name, String text) {
        return PREFIX + name + ": " + oneLine(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }

    /**
     * Formats the properties of an annotation.
     *
     * @param file path relative to the workspace
     * @param line line from 1, or 0 if unknown
     * @param title a short title
     * @return properties for {@link #annotate(Level, String, String)}
     */
    public static String place(String file, int line, String title) {
        return " file=" + property(file) + (line > 0 ? ",line=" + line : "") + ",title=" + property(title);
    }

    /**
     * Starts to pass on another program's output unchanged. Until the passage is closed, the runner ignores workflow
     * commands.
     *
     * @return the passage; nothing else may be printed before it is closed
     */
    public synchronized Passage stopCommands() {
        String token = "forkd-" + UUID.randomUUID();
        if (runner) {
            print("::stop-commands::" + token);
        }
        return new Passage(token);
    }

    /** Passes output on unchanged, except for secrets where no runner masks them. */
    public final class Passage implements AutoCloseable {
        private final String token;
        private boolean lineOpen;

        private Passage(String token) {
            this.token = token;
        }

        /**
         * Passes bytes on.
         *
         * @param bytes any bytes
         * @param length how many of them to pass on
         */
        public void pass(byte[] bytes, int length) {
            synchronized (Console.this) {
                if (secret.isEmpty() || runner) {
                    out.write(bytes, 0, length);
                } else {
                    out.print(redact(new String(bytes, 0, length, StandardCharsets.UTF_8)));
                }
                lineOpen = length > 0 ? bytes[length - 1] != '\n' : lineOpen;
                out.flush();
            }
        }

        /** Ends the passage, so that the runner accepts workflow commands again. */
        @Override
        public void close() {
            synchronized (Console.this) {
                if (lineOpen) {
                    print("");
                }
                if (runner) {
                    print("::" + token + "::");
                }
            }
        }
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String data(String text) {
        String bounded = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + " [cut]" : text;
        StringBuilder clean = new StringBuilder();
        for (String line : bounded.split("\r\n|[\n\r]", -1)) {
            clean.append(clean.length() == 0 ? "" : "\n").append(SafeText.line(line));
        }
        return clean.toString().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String oneLine(String text) {
        return SafeText.line(text.replaceAll("\\R", " | "));
    }

    private void print(String line) {
        // A single write, so that lines of a child process with the same stdout cannot come in between.
        out.print(line + "\n");
        out.flush();
    }
}
