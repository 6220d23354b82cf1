package dev.forkd.local.sandbox;

/** What the wrapper of a command recorded about the command's end. */
sealed interface ExitRecord {
    /** The program does not exist or cannot be executed. */
    record Missing() implements ExitRecord {}

    /** The command's exit code, or the negated number of the signal that killed it. */
    record Code(int exitCode) implements ExitRecord {}

    /** The wrapper was killed before it could record anything. */
    record Unknown() implements ExitRecord {}

    /** Reads the record: possibly the shell's message about a killed child, and then a last line {@code rc=N}. */
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
