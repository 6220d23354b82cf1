package dev.forkd.engine.report;

import dev.forkd.engine.ports.AddressInUse;
import dev.forkd.engine.ports.Clash;
import dev.forkd.worker.protocol.ThrowableData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Explains failures that are due to a difference between this machine and the sandbox: a file that exists here but not
 * there, a variable or property that is set here but was not passed on, a file for which the sandbox has no room, an
 * address that another sandbox may have taken, or a move from one file system to another. These are guesses from messages, so they are shown separately and change no
 * failure. Not thread-safe.
 */
final class PlaceHints {

    static final int MAX_HINTS = 5;

    private static final int MAX_FAILURES = 200;
    private static final int MAX_CAUSES = 8;
    private static final int MAX_MESSAGE = 4_000;
    private static final Pattern MISSING = Pattern.compile(
            "(?i)no such file|not found|not exist|cannot (?:find|open|read)|can't (?:find|open|read)|missing|NoSuchFile");
    private static final Pattern ABSOLUTE_PATH = Pattern.compile("(?<![\\w/.:])/[^\\s'\"<>:;,()\\[\\]{}|*?]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]*(?:\\.[\\w-]+)*");

    private static final String NO_SPACE = "No space left on device";
    private static final String OTHER_DEVICE = "Invalid cross-device link";

    private final Path project;
    private final Instant start;
    private final Set<String> files = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private Set<String> variables = Set.of();
    private Set<String> properties = Set.of();
    private boolean inMemory;
    private long memoryMib;
    private boolean full;
    private boolean networkShared;
    private boolean layers;
    private boolean apart;
    private boolean inUse;
    private final List<Clash> clashes = new ArrayList<>();
    private boolean clashesAreKept;
    private int failures;

    /**
     * Makes an object without any failures.
     *
     * @param project the directory that relative paths refer to
     * @param start the start of the run; files created later explain nothing
     */
    PlaceHints(Path project, Instant start) {
        this.project = project;
        this.start = start;
    }

    void withheld(Set<String> ofVariables, Set<String> ofProperties) {
        variables = ofVariables;
        properties = ofProperties;
    }

    /**
     * Notes that what tests write takes up the memory of their sandbox.
     *
     * @param mib how much its machine has; 0 if unknown
     */
    void filesInMemory(long mib) {
        inMemory = true;
        memoryMib = mib;
    }

    /** Notes that several sandboxes have one network, and so one set of ports. */
    void networkShared() {
        networkShared = true;
    }

    /**
     * Notes which classes met an address in use although it may not have been their fault.
     *
     * @param kept whether the next run knows that
     */
    void clashed(List<Clash> these, boolean kept) {
        clashes.addAll(these);
        clashesAreKept = kept;
    }

    /** Notes that the build's root and the temporary directory of this machine are seen through layers. */
    void layers() {
        layers = true;
    }

    void failed(@Nullable ThrowableData throwable) {
        if (failures++ >= MAX_FAILURES) {
            return;
        }
        inUse |= AddressInUse.in(throwable).isPresent();
        ThrowableData cause = throwable;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            String message = cause.message();
            if (message != null) {
                read(cause.type(), message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message);
            }
            cause = cause.cause();
        }
    }

    private void read(String type, String message) {
        full |= message.contains(NO_SPACE);
        apart |= type.endsWith(".AtomicMoveNotSupportedException") || message.contains(OTHER_DEVICE);
        if (type.endsWith(".NoSuchFileException") || type.endsWith(".FileNotFoundException")) {
            files.add(message.replaceFirst(" \\([^()]*\\)$", ""));
        } else if (MISSING.matcher(message).find()) {
            ABSOLUTE_PATH
                    .matcher(message)
                    .results()
                    .map(found -> found.group().replaceFirst("[.!]+$", ""))
                    .forEach(files::add);
        }
        Matcher name = NAME.matcher(message);
        while (name.find()) {
            if (variables.contains(name.group()) || properties.contains(name.group())) {
                names.add(name.group());
            }
        }
    }

    /** Lines for the user; only a few of them. */
    List<String> lines() {
        List<String> all = new ArrayList<>();
        if (full && inMemory) {
            all.add("hint: a test found no space left: what tests write is held in the memory of their sandbox"
                    + (memoryMib > 0 ? ", whose machine has " + memoryMib + " MiB" : "")
                    + ". Let them write less, or use a snapshot with more memory.");
        }
        clashLines().forEach(all::add);
        if (inUse && networkShared && clashes.isEmpty()) {
            all.add(
                    "hint: a test found an address in use: the sandboxes on this machine share its network, so tests that take"
                            + " the same port disturb each other. forkd.per-child-netns=true gives each sandbox a network of its"
                            + " own, with localhost and nothing else.");
        }
        if (apart && layers) {
            all.add(
                    "hint: a test moved or linked a file between the build's root, the temporary directory and the rest of this"
                            + " machine, which are file systems of their own in a sandbox. With forkd.place=shared tests see the"
                            + " files of this machine themselves.");
        }
        for (String file : files) {
            existing(file)
                    .ifPresent(path -> all.add("hint: " + Texts.name(path.toString())
                            + " exists here, but a test did not find it in its sandbox: forkd.files says what is shipped of"
                            + " the project; what lies outside it must be in the snapshot, and a local sandbox has a /tmp of"
                            + " its own."));
        }
        for (String name : names) {
            all.add(
                    variables.contains(name)
                            ? "hint: a failure names the variable " + name
                                    + ", which is set here but not in the sandboxes: forkd.environment=" + name
                                    + " hands it on."
                            : "hint: a failure names the property " + name
                                    + ", which is set here but not in the sandboxes: forkd.system-properties=" + name
                                    + " hands it on.");
        }
        return all.size() <= MAX_HINTS ? all : all.subList(0, MAX_HINTS);
    }

    /** One line for all classes with the same ending. */
    private List<String> clashLines() {
        Map<Clash.Ending, List<Clash>> byEnding = new TreeMap<>();
        clashes.forEach(clash -> byEnding.computeIfAbsent(clash.ending(), key -> new ArrayList<>())
                .add(clash));
        return byEnding.entrySet().stream()
                .map(these -> clashLine(these.getKey(), these.getValue()))
                .toList();
    }

    private String clashLine(Clash.Ending ending, List<Clash> these) {
        Clash one = these.get(0);
        String name = Texts.name(one.name()) + (these.size() > 1 ? " (and " + (these.size() - 1) + " more)" : "");
        String port =
                one.holder().port().map(number -> " (port " + number + ")").orElse("");
        String what = ending == Clash.Ending.RAN_AGAIN
                ? "hint: " + name + " met an address in use" + port + " that sandbox "
                        + Texts.name(one.holder().sandbox().orElse("?"))
                        + " held, and was run again alone: the sandboxes on this machine share its network."
                : "hint: " + name + " failed on an address in use" + port + ", and was not run again alone, because "
                        + ending.why() + ".";
        return one.shouldRunAlone()
                ? what + (clashesAreKept ? " From the next run on it runs alone." : "")
                        + " forkd.per-child-netns=true gives each sandbox a network of its own, with localhost and"
                        + " nothing else."
                : what;
    }

    private Optional<Path> existing(String file) {
        try {
            Path path = project.resolve(file).normalize();
            return Optional.of(path)
                    .filter(found -> found.getNameCount() > 1 && Files.exists(found))
                    .filter(this::isOlderThanTheRun);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private boolean isOlderThanTheRun(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(start);
        } catch (IOException e) {
            return false;
        }
    }
}
