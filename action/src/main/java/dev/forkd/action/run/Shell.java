package dev.forkd.action.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The interpreter for the lines of a command or a script.
 *
 * @param forFile its arguments if the text is in a file; <code>{0}</code> stands for the file
 * @param forText its arguments if the text follows as a further argument; empty if it only reads files
 */
public record Shell(List<String> forFile, List<String> forText) {
    private static final String FILE = "{0}";

    /** The original Action's shell, which goes on after a line that fails. */
    public static final Shell LENIENT = new Shell(List.of("sh", FILE), List.of("sh", "-c"));

    /** Stops at the first line that fails, as a step with {@code run:} does. */
    public static final Shell STRICT = new Shell(List.of("sh", "-e", FILE), List.of("sh", "-e", "-c"));

    private static final Shell BASH = new Shell(
            List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", FILE),
            List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"));

    private static final Shell PYTHON = new Shell(List.of("python", FILE), List.of("python", "-c"));

    /**
     * Copies the lists.
     *
     * @param forFile arguments for a file
     * @param forText arguments for a text
     */
    public Shell {
        forFile = List.copyOf(forFile);
        forText = List.copyOf(forText);
    }

    /**
     * Reads the input {@code shell}, which takes the same values as in a step with {@code run:}. Problems are added to
     * the inputs.
     *
     * @param inputs the inputs
     * @return the shell, or empty if the input is blank or wrong
     */
    public static Optional<Shell> of(Inputs inputs) {
        Optional<String> input = inputs.text("shell");
        if (input.isEmpty()) {
            return Optional.empty();
        }
        String name = input.get();
        if (name.contains(FILE)) {
            return Optional.of(new Shell(List.of(name.split("\\s+")), List.of()));
        }
        Optional<Shell> known =
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "sh" -> Optional.of(STRICT);
                    case "bash" -> Optional.of(BASH);
                    case "python" -> Optional.of(PYTHON);
                    default -> Optional.empty();
                };
        if (known.isEmpty()) {
            inputs.problem(
                    "shell",
                    "is '" + name + "'. Use bash, sh, python, or a command line in which " + FILE
                            + " stands for the file, such as perl " + FILE);
        }
        return known;
    }

    /**
     * Finds the interpreter that a text names itself.
     *
     * @param text a text whose first line may begin with {@code #!}
     * @return that program with at most one argument, as the kernel would start it; empty if there is none
     */
    public static Optional<Shell> ofFirstLine(String text) {
        if (!text.startsWith("#!")) {
            return Optional.empty();
        }
        String[] words =
                text.lines().findFirst().orElse("").substring(2).strip().split("\\s+", 2);
        return words[0].isEmpty()
                ? Optional.empty()
                : Optional.of(new Shell(
                        Stream.concat(Stream.of(words), Stream.of(FILE)).toList(), List.of()));
    }

    /**
     * Returns the arguments to run a text.
     *
     * @param text the lines
     * @return program and arguments, or empty if this shell only reads files
     */
    public Optional<List<String>> withText(String text) {
        if (forText.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(forText);
        all.add(text);
        return Optional.of(all);
    }

    /**
     * Returns the arguments to run a file.
     *
     * @param file path of the file with the lines
     * @return program and arguments
     */
    public List<String> withFile(String file) {
        return forFile.stream().map(word -> word.replace(FILE, file)).toList();
    }
}
