package dev.forkd.local.sandbox;

/** What the wrapper of a command wrote about its end. */
sealed interface Fate {
    /** The program does not exist or cannot be executed. */
    record Missing() implements Fate {}

    /** Exit code, or minus the number of the signal. */
    record Code(int exitCode) implements Fate {}

    /** The wrapper was killed before it could say anything. */
    record Unknown() implements Fate {}

    /** Reads the file: words of the shell about a killed child, if any, and a last line {@code rc=N}. */
    static Fate parse(String text) {
        if (text.equals("missing\n")) {
            return new Missing();
        }
        int last = text.lastIndexOf("rc=");
        if (last < 0 || !text.endsWith("\n")) {
            return new Unknown();
        }
        int status = Integer.parseInt(text.substring(last + 3).trim());
        return new Code(status > 128 && last > 0 ? 128 - status : status);
    }
}
