package dev.forkd.action.report;

import dev.forkd.action.files.FetchLimits;
import dev.forkd.action.files.Landing;
import dev.forkd.action.run.Scripts;
import dev.forkd.action.run.ShardReports;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.SafeText;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the files that commands have written to {@code $FORKD_REPORTS} and to further paths, up to a limit. XML files
 * among them may be test reports. Thread-safe.
 */
public final class ArtifactFetcher implements ShardReports {
    private static final FetchLimits LIMITS = new FetchLimits(1_000, 256L << 20, Duration.ofMinutes(2));
    private static final Duration LOOK_WITHIN = Duration.ofSeconds(30);

    private static final Pattern FOUND = Pattern.compile("(\\d{1,4}) (\\d{1,18}) (/.*)");
    private static final Pattern NOT_FOUND = Pattern.compile("(\\d{1,4}) (missing|others (\\d{1,9}))");

    private final Path target;
    private final Path workspace;
    private final Console console;
    private final List<String> places;
    private final List<String> reportPlaces;
    private final FetchLimits limits;
    private final Map<Integer, List<Path>> reports = new ConcurrentSkipListMap<>();

    /**
     * Makes a fetcher.
     *
     * @param directory the step's directory; fetched files go into its subdirectory {@code artifacts}
     * @param workspace the directory to which relative paths refer, if the sandbox has it
     * @param console for messages about files that could not be fetched
     * @param places further directories or files to fetch from the sandboxes
     * @param reportPlaces directories or files from which only XML is fetched
     */
    public ArtifactFetcher(
            Path directory, Path workspace, Console console, List<String> places, List<String> reportPlaces) {
        this(directory, workspace, console, places, reportPlaces, LIMITS);
    }

    ArtifactFetcher(
            Path directory,
            Path workspace,
            Console console,
            List<String> places,
            List<String> reportPlaces,
            FetchLimits limits) {
        this.limits = limits;
        this.target = directory.resolve("artifacts");
        this.workspace = workspace;
        this.console = console;
        this.places = List.copyOf(places);
        this.reportPlaces = List.copyOf(reportPlaces);
    }

    /** A file in a sandbox, with the name that it gets here. */
    private record Found(String name, long size, String path) {}

    @Override
    public void collect(int index, Sandbox sandbox, String directory) {
        try {
            List<Found> found = new ArrayList<>(find(index, sandbox, "*", List.of(directory), true));
            if (!reportPlaces.isEmpty()) {
                found.addAll(find(index, sandbox, "*.xml", reportPlaces, false));
            }
            int mayBeReports = found.size();
            if (!places.isEmpty()) {
                found.addAll(find(index, sandbox, "*", places, false));
            }
            fetch(index, sandbox, found, mayBeReports);
        } catch (ForkdException | IOException | UncheckedIOException e) {
            console.say("the files of sandbox " + index + " could not be fetched: "
                    + SafeText.line(String.valueOf(e.getMessage())));
        }
    }

    private List<Found> find(int index, Sandbox sandbox, String pattern, List<String> directories, boolean own) {
        String place = Files.isDirectory(workspace) && !own ? workspace.toString() : "";
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(limits.files() + 1), place, pattern));
        arguments.addAll(directories);
        ShellResult result = sandbox.run(Scripts.FIND, LOOK_WITHIN, arguments.toArray(String[]::new));
        List<Found> found = new ArrayList<>();
        for (String line : result.stdout().lines().toList()) {
            Matcher matcher = FOUND.matcher(line);
            if (matcher.matches()) {
                String path = matcher.group(3);
                String base = directories.get(Math.min(Integer.parseInt(matcher.group(1)), directories.size() - 1));
                // Files of further paths keep their whole path, so that /a/out and /b/out do not collide.
                String name = own && path.startsWith(base) ? path.substring(base.length()) : path;
                found.add(new Found(shorter(name), Long.parseLong(matcher.group(2)), path));
                continue;
            }
            Matcher absent = NOT_FOUND.matcher(line);
            if (absent.matches()) {
                int number = Math.min(Integer.parseInt(absent.group(1)), directories.size() - 1);
                sayWhatIsNotFetched(index, own ? "$FORKD_REPORTS" : directories.get(number), absent.group(3));
            }
        }
        return found;
    }

    private void sayWhatIsNotFetched(int index, String where, @Nullable String others) {
        if (others != null) {
            console.say("in " + where + " of sandbox " + index + " not fetched: " + others
                    + " (links, pipes, or files with a line break in their path)");
        } else if (places.contains(where)) {
            console.say("sandbox " + index + " has no " + where + ", which 'artifacts' names");
        }
    }

    /** Files of the workspace get their path relative to it. */
    private String shorter(String name) {
        String inside = workspace.toAbsolutePath() + "/";
        return name.startsWith(inside) ? name.substring(inside.length()) : name;
    }

    /** Fetches files; only the first {@code mayBeReports} of them can be test reports. */
    private void fetch(int index, Sandbox sandbox, List<Found> all, int mayBeReports) throws IOException {
        var landing = new Landing(target.resolve(Integer.toString(index)));
        long end = System.nanoTime() + limits.within().toNanos();
        long bytes = 0;
        int files = 0;
        int left = 0;
        for (int i = 0; i < all.size(); i++) {
            Found found = all.get(i);
            Optional<Path> place = landing.of(found.name());
            if (place.isPresent() && Files.exists(place.get())) {
                continue; // Two of the given paths contain this file.
            }
            if (place.isEmpty()
                    || files == limits.files()
                    || bytes + found.size() > limits.bytes()
                    || System.nanoTime() > end
                    || !fetched(index, sandbox, found, place.get(), limits.bytes() - bytes, end)) {
                left++;
                continue;
            }
            if (i < mayBeReports && found.name().endsWith(".xml")) {
                reports.computeIfAbsent(index, key -> new CopyOnWriteArrayList<>())
                        .add(place.get());
            }
            files++;
            bytes += Files.size(place.get());
        }
        if (left > 0) {
            console.annotate(
                    Console.Level.WARNING,
                    "forkd: of sandbox " + index + " " + (all.size() > limits.files() ? "at least " : "") + left
                            + (left == 1 ? " file was" : " files were") + " not fetched. " + limits.sentence()
                            + ": put less there, or pack it.");
        }
    }

    private boolean fetched(int index, Sandbox sandbox, Found found, Path place, long most, long end)
            throws IOException {
        try {
            Files.createDirectories(place.getParent());
            // The size that the guest listed may be wrong, so the limits count for each file too.
            sandbox.download(found.path(), place, most, Duration.ofNanos(end - System.nanoTime()));
        } catch (ForkdException | IOException | UncheckedIOException e) {
            console.say(SafeText.line(found.path()) + " of sandbox " + index + " could not be fetched: "
                    + SafeText.line(String.valueOf(e.getMessage())));
            return false;
        }
        return true;
    }

    /**
     * Returns the fetched XML files that may be reports.
     *
     * @return files by number of the sandbox
     */
    public Map<Integer, List<Path>> reports() {
        return Map.copyOf(reports);
    }

    /**
     * Returns the directory of the fetched files.
     *
     * @return a directory with one subdirectory for each sandbox, named by its number; empty if nothing was fetched
     */
    public Optional<Path> directory() {
        return Files.isDirectory(target) ? Optional.of(target) : Optional.empty();
    }
}
