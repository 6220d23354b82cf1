package dev.forkd.action.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that runs in a sandbox: lines for a shell, or a program with arguments.
 *
 * @param text the lines
 * @param shell reads the lines
 * @param arguments program and arguments, which no shell interprets; empty if there are lines
 * @param shipped whether the text is first uploaded as a file
 */
public record Program(String text, Shell shell, List<String> arguments, boolean shipped) {
    /** The variable that tells the guest this machine's time; empty if the sandbox has the same clock. */
    public static final String NOW = "FORKD_NOW";

    /** An argument can have 131071 bytes; the rest is needed for what is added to the text. */
    private static final int MAX_COMMAND = 96_000;

    /**
     * Copies the list.
     *
     * @param text the lines
     * @param shell reads the lines
     * @param arguments program and arguments
     * @param shipped whether the text is first uploaded as a file
     */
    public Program {
        arguments = List.copyOf(arguments);
    }

    /**
     * Makes a program from a command. A command that is too long for an argument is uploaded as a file.
     *
     * @param line the command, usually a single line
     * @param shell reads it
     * @return the program
     */
    public static Program command(String line, Shell shell) {
        boolean inline = line.getBytes(StandardCharsets.UTF_8).length <= MAX_COMMAND
                && shell.withText(line).isPresent();
        return new Program(line, shell, List.of(), !inline);
    }

    /**
     * Makes a program from a script.
     *
     * @param text the script; Windows line ends are replaced, because shells do not accept them
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
     * Returns the arguments for the guest.
     *
     * @param file path of the uploaded text
     * @return program and arguments to start
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
