package dev.forkd.engine.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Finds the terminal that finally shows what we print, if that is certain. Java itself cannot tell; on Linux
 * {@code /proc} shows where the output of a process goes, and on other systems no terminal is found. A Surefire fork
 * has no terminal itself, but Maven, which prints the fork's lines, may have one.
 */
final class TerminalSearch {

    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\d*|console)");
    private static final String MAVEN_HOME = "-Dmaven.home=";
    /**
     * Options by which Maven's output goes elsewhere, comes from several modules at a time, or is less or more than
     * usual.
     */
    private static final Pattern OTHER_OUTPUT =
            Pattern.compile("(?:^|\\s)(?:-l|--log-file|-T|--threads|-q|--quiet|-X|--debug)");
    /** Options by which Maven prints as for a file. */
    private static final Pattern PLAIN_OUTPUT =
            Pattern.compile("(?:^|\\s)(?:-B|--batch-mode|-Dstyle\\.color=never)(?=\\s|$)");

    private final MavenProcess processes;
    private final Map<String, String> environment;

    TerminalSearch() {
        this(Path.of("/proc"), System.getenv());
    }

    TerminalSearch(Path processes, Map<String, String> environment) {
        this.processes = new MavenProcess(processes);
        this.environment = environment;
    }

    /**
     * Returns the terminal that shows the error stream of this process.
     *
     * @param pid id of this process
     * @param wanted whether the user asked for a live view
     */
    Optional<Path> ofThisProcess(long pid, boolean wanted) {
        return understandsSequences() && (wanted || !isWatchedByAProgram()) ? terminal(pid, 2) : Optional.empty();
    }

    /**
     * Returns the terminal to which Maven prints, if Maven started this process.
     *
     * @param pid id of this process
     * @param wanted whether the user asked for a live view
     */
    Optional<Path> ofMaven(long pid, boolean wanted) {
        Optional<String> options = Optional.ofNullable(environment.get("MAVEN_CMD_LINE_ARGS"));
        if (!understandsSequences()
                || options.filter(OTHER_OUTPUT.asPredicate()).isPresent()) {
            return Optional.empty();
        }
        OptionalLong maven = processes.above(pid);
        boolean doubt = options.filter(PLAIN_OUTPUT.asPredicate().negate()).isEmpty()
                || isWatchedByAProgram()
                || maven.isEmpty()
                || !isMaven3(processes.strings(maven.getAsLong(), "cmdline"));
        return maven.isEmpty() || (doubt && !wanted) ? Optional.empty() : terminal(maven.getAsLong(), 1);
    }

    /** Maven 4 prints through a library of its own, with which the live view was not tried. */
    private static boolean isMaven3(List<String> command) {
        return command.stream()
                .filter(argument -> argument.startsWith(MAVEN_HOME))
                .map(argument -> Path.of(argument.substring(MAVEN_HOME.length()), "lib"))
                .anyMatch(library -> {
                    try (DirectoryStream<Path> found = Files.newDirectoryStream(library, "maven-core-3.*")) {
                        return found.iterator().hasNext();
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    private boolean understandsSequences() {
        String terminal = environment.getOrDefault("TERM", "");
        return !terminal.isEmpty() && !terminal.equals("dumb");
    }

    private boolean isWatchedByAProgram() {
        String ci = environment.getOrDefault("CI", "");
        return !(ci.isEmpty() || ci.equals("false")) || environment.containsKey("INSIDE_EMACS");
    }

    private Optional<Path> terminal(long pid, int descriptor) {
        return processes.output(pid, descriptor).filter(found -> DEVICE.matcher(found.toString())
                .matches());
    }
}
