package dev.forkd.local.sandbox;

/** What the wrapper of a command wrote about its end. */
sealed interface ExitRecord {
    /** The program does not exist or cannot be executed. */
    record Missing() implements ExitRecord {}

    /** Exit code, or minus the number of the signal. */
    record Code(int exitCode) implements ExitRecord {}

    /** The wrapper was killed before it could say anything. */
    record Unknown() implements ExitRecord {}

    /** Reads the file: words of the shell about a killed child, if any, and a last line {@code rc=N}. */
    static ExitRecord parse(String text) {
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
