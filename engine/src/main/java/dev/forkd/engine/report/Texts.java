package dev.forkd.engine.report;

import dev.forkd.engine.host.Host;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Formats numbers and text from sandboxes for the user. */
final class Texts {

    private static final int MAX_NAME = 300;
    private static final int MAX_MESSAGE = 500;
    private static final long KIB = 1024;
    private static final int SHORT = 60;

    private Texts() {}

    static String name(String text) {
        return cut(Host.printable(text).replace('\n', ' '), MAX_NAME);
    }

    static String message(@Nullable String text) {
        return text == null ? "" : cut(Host.printable(text).strip(), MAX_MESSAGE);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** Formats a duration, for example {@code 4.2 s} or {@code 3 min 5 s}. */
    static String seconds(double seconds) {
        if (seconds < SHORT) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return TimeUnit.SECONDS.toMinutes(whole) + " min " + whole % SHORT + " s";
    }

    static String bytes(long bytes) {
        if (bytes < KIB * KIB) {
            return (bytes + KIB - 1) / KIB + " KiB";
        }
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (KIB * KIB));
    }
}
