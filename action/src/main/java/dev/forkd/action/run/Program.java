package dev.forkd.action.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs in a sandbox: a command line for {@code sh -c}, a script for {@code sh}, or a program with arguments.
 *
 * @param text the command line or the script
 * @param arguments program and arguments, which no shell looks at; empty for a text
 * @param shipped whether the text goes into a file first
 */
public record Program(String text, List<String> arguments, boolean shipped) {
    /** One argument may have 131071 bytes; the rest is for what stands around it. */
    private static final int LONGEST_COMMAND = 96_000;

    /**
     * What must be done first, without a call of its own: a restored guest's clock stands at the time of its snapshot,
     * which breaks TLS; reports need a directory.
     */
    private static final String PREPARE =
            """
            if [ -n "$FORKD_NOW" ] && [ "$(($(date +%s) + 60))" -lt "$FORKD_NOW" ]; then date -s "@$FORKD_NOW" >/dev/null 2>&1; fi
            unset FORKD_NOW
            mkdir -p "$FORKD_REPORTS" 2>/dev/null
            """;

    /**
     * Copies the list.
     *
     * @param text the command line or the script
     * @param arguments program and arguments
     * @param shipped whether the text goes into a file first
     */
    public Program {
        arguments = List.copyOf(arguments);
    }

    /**
     * Makes a command line. One that is too long for an argument is shipped as a file.
     *
     * @param line for the guest's {@code sh}
     * @return the program
     */
    public static Program command(String line) {
        return new Program(line, List.of(), line.getBytes(StandardCharsets.UTF_8).length > LONGEST_COMMAND);
    }

    /**
     * Makes a script.
     *
     * @param text POSIX shell; Windows line ends are changed, because no shell takes them
     * @return the program
     */
    public static Program script(String text) {
        return new Program(text.replace("\r\n", "\n"), List.of(), true);
    }

    /**
     * Makes a program with arguments.
     *
     * @param arguments at least the program
     * @return the program
     */
    public static Program of(List<String> arguments) {
        return new Program("", arguments, false);
    }

    /** The arguments for the guest; {@code file} is where the text was shipped to. */
    List<String> arguments(String file) {
        List<String> all = new ArrayList<>(List.of("sh", "-c"));
        if (!arguments.isEmpty()) {
            all.addAll(List.of(PREPARE + "exec \"$@\" </dev/null", "sh"));
            all.addAll(arguments);
        } else if (shipped) {
            all.addAll(List.of(PREPARE + "exec sh \"$1\" </dev/null", "sh", file));
        } else {
            all.addAll(List.of(PREPARE + "exec sh -c \"$1\" </dev/null", "sh", text));
        }
        return all;
    }
}
