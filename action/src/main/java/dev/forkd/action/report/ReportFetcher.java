package dev.forkd.action.report;

import dev.forkd.action.run.ShardReports;
import dev.forkd.action.runner.Console;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Fetches the JUnit XML files that commands have put into {@code $FORKD_REPORTS}, or where {@code FORKD_JUNIT_XML}
 * says. Thread-safe.
 */
public final class ReportFetcher implements ShardReports {
    private static final int MOST_FILES = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Nothing of what it prints is used as anything but the name of a file in that sandbox. */
    private static final String FIND =
            """
            most=$1 directory=$2 place=$3
            shift 3
            if [ -n "$place" ]; then cd "$place"; fi
            { find "$directory" "$@" -name '*.xml' -type f 2>/dev/null || :; } | while IFS= read -r file; do
              case $file in /*) ;; *) file=$PWD/$file ;; esac
              printf '%s\\n' "$file"
            done | head -n "$most"
            """;

    private final Path target;
    private final Path workspace;
    private final Console console;
    private final List<String> elsewhere;
    private final Map<Integer, List<Path>> fetched = new ConcurrentSkipListMap<>();

    /**
     * Prepares the fetching.
     *
     * @param directory of the step; reports go into one of its own
     * @param workspace where relative places are looked for, if the sandbox has it
     * @param console for what could not be fetched
     * @param elsewhere further directories or files in the sandboxes
     */
    public ReportFetcher(Path directory, Path workspace, Console console, List<String> elsewhere) {
        this.target = directory.resolve("reports");
        this.workspace = workspace;
        this.console = console;
        this.elsewhere = List.copyOf(elsewhere);
    }

    @Override
    public void collect(int index, Sandbox sandbox, String directory) {
        try {
            String[] arguments = new String[3 + elsewhere.size()];
            arguments[0] = Integer.toString(MOST_FILES);
            arguments[1] = directory;
            arguments[2] = Files.isDirectory(workspace) && !elsewhere.isEmpty() ? workspace.toString() : "";
            for (int i = 0; i < elsewhere.size(); i++) {
                arguments[3 + i] = elsewhere.get(i);
            }
            ShellResult found = sandbox.run(FIND, TIMEOUT, arguments);
            List<String> names =
                    found.stdout().lines().filter(line -> line.startsWith("/")).toList();
            Path own = target.resolve(Integer.toString(index));
            for (int i = 0; i < names.size(); i++) {
                Files.createDirectories(own);
                Path file = own.resolve(i + ".xml");
                Files.write(file, sandbox.download(names.get(i), JUnitXml.LARGEST));
                fetched.computeIfAbsent(index, key -> new java.util.concurrent.CopyOnWriteArrayList<>())
                        .add(file);
            }
        } catch (ForkdException | IOException e) {
            console.say("the reports of sandbox " + index + " could not be fetched: "
                    + dev.forkd.action.runner.SafeText.line(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Lists what was fetched.
     *
     * @return files by number of the sandbox
     */
    public Map<Integer, List<Path>> files() {
        return Map.copyOf(fetched);
    }
}
