package dev.forkd.action.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs in a sandbox: lines for a shell, or a program with arguments.
 *
 * @param text the lines
 * @param shell reads them
 * @param arguments program and arguments, which no shell looks at; empty for a text
 * @param shipped whether the text goes into a file first
 */
public record Program(String text, Shell shell, List<String> arguments, boolean shipped) {
    /** The variable with the time of this machine, or nothing where the sandbox has the same clock. */
    public static final String NOW = "FORKD_NOW";

    /** One argument may have 131071 bytes; the rest is for what stands around it. */
    private static final int LONGEST_COMMAND = 96_000;

    /**
     * Copies the list.
     *
     * @param text the lines
     * @param shell reads them
     * @param arguments program and arguments
     * @param shipped whether the text goes into a file first
     */
    public Program {
        arguments = List.copyOf(arguments);
    }

    /**
     * Makes a program of lines. What is too long for an argument is shipped as a file.
     *
     * @param line usually one
     * @param shell reads it
     * @return the program
     */
    public static Program command(String line, Shell shell) {
        boolean inline = line.getBytes(StandardCharsets.UTF_8).length <= LONGEST_COMMAND
                && shell.withText(line).isPresent();
        return new Program(line, shell, List.of(), !inline);
    }

    /**
     * Makes a program of a script.
     *
     * @param text Windows line ends are changed, because no shell takes them
     * @param shell reads it
     * @return the program
     */
    public static Program script(String text, Shell shell) {
        return new Program(text.replace("\r\n", "\n"), shell, List.of(), true);
    }

    /**
     * Makes a program with arguments.
     *
     * @param arguments at least the program
     * @return the program
     */
    public static Program of(List<String> arguments) {
        return new Program("", Shell.LENIENT, arguments, false);
    }

    /**
     * Lists the arguments for the guest.
     *
     * @param file where the text was shipped to
     * @return what to start
     */
    public List<String> arguments(String file) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", Scripts.PREPARE + "exec \"$@\" </dev/null", "sh"));
        if (!arguments.isEmpty()) {
            all.addAll(arguments);
        } else {
            all.addAll(shipped ? shell.withFile(file) : shell.withText(text).orElse(List.of()));
        }
        return all;
    }
}
