package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what was written in a copy-on-write view of the build's directory. Other changes of this machine's files
 * are visible through the view, so only files that the layer affects count. Looking at the layer alone does not
 * suffice, because for a renamed directory it contains only the name. A directory that tests have made hides what others
 * put into one of the same name meanwhile; nothing that came after the view is taken for deleted.
 */
final class ViewChanges {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final char DIRECTORY = 'd';
    private static final char FILE = 'f';
    private static final String LINKS_AND_FILES = "fl";

    private final Sandbox sandbox;
    private final WorldFiles.OnThisMachine files;
    private final PlaceScript script;
    private final Path root;
    private final String number;
    private final Host host;
    private int unnamed;

    ViewChanges(Sandbox sandbox, WorldFiles.OnThisMachine files, Path scratch, World world, Host host) {
        this.sandbox = sandbox;
        this.files = files;
        this.script = new PlaceScript(sandbox, scratch.resolve("place.sh").toString());
        this.root = world.buildRoot();
        this.host = host;
        this.number = Places.coveredNumber(world, root);
    }

    /** A line of a listing. */
    private record Entry(char type, String mode, String size, String time, String inode) {

        /** An overlay may use the upper bits of the number for the layer. */
        long shortInode() {
            return inode.matches("\\d{1,20}") ? Long.parseUnsignedLong(inode) & 0xFFFF_FFFFL : 0;
        }

        boolean sameAs(@Nullable Entry other) {
            return other != null
                    && type == other.type
                    && mode.equals(other.mode)
                    && (type == DIRECTORY || (size.equals(other.size) && time.equals(other.time)));
        }
    }

    void collectInto(Homecoming homecoming) throws IOException {
        ShellResult result = script.run(
                TIMEOUT,
                "view_listings",
                files.workDirectory(),
                files.directory().toString(),
                number,
                root.toString());
        if (result.exitCode() != 0) {
            throw new IOException("its files could not be listed: " + result.stderr());
        }
        if (result.stdout().isEmpty()) {
            return;
        }
        Map<String, Entry> layer = read("list-up-");
        Map<String, Entry> below = read("list-low-");
        Map<String, Entry> all = read("list-all-");
        List<String> taken = written(layer, below, all, homecoming);
        deleted(layer, below, all, homecoming);
        if (unnamed > 0) {
            host.say("forkd: " + unnamed + " changes that tests made in sandbox " + sandbox.id() + " are lost: "
                    + ListedName.UNUSABLE + ".");
        }
        if (!taken.isEmpty()) {
            take(taken, homecoming);
        }
    }

    /** Hands on the directories that were made, and answers the files and links that were. */
    private List<String> written(
            Map<String, Entry> layer, Map<String, Entry> below, Map<String, Entry> all, Homecoming homecoming) {
        List<String> taken = new ArrayList<>();
        Set<Long> inodes = below.values().stream().map(Entry::shortInode).collect(Collectors.toSet());
        all.forEach((bytes, entry) -> {
            if (wasWritten(bytes, entry, layer, below, inodes)) {
                String path = name(bytes);
                if (path == null) {
                    unnamed++;
                } else if (entry.type == DIRECTORY) {
                    homecoming.directory(path, entry.mode);
                } else if (LINKS_AND_FILES.indexOf(entry.type) >= 0) {
                    taken.add(path);
                }
            }
        });
        return taken;
    }

    private void deleted(
            Map<String, Entry> layer, Map<String, Entry> below, Map<String, Entry> all, Homecoming homecoming)
            throws IOException {
        FileTime made = Files.getLastModifiedTime(files.directory().resolve("made-" + number));
        below.forEach((bytes, entry) -> {
            if (!all.containsKey(bytes) && isHidden(bytes, layer, below, all)) {
                String path = name(bytes);
                if (path == null) {
                    unnamed++;
                } else if (isOlder(root.resolve(path), made)) {
                    homecoming.deleted(path);
                }
            }
        });
    }

    private boolean wasWritten(
            String path, Entry entry, Map<String, Entry> layer, Map<String, Entry> below, Set<Long> inodes) {
        Entry before = below.get(path);
        if (layer.containsKey(path)) {
            return !entry.sameAs(before) || (entry.type == FILE && hasOtherContent(path));
        }
        String moved = newDirectoryAbove(path, layer, below);
        if (moved != null) {
            return true;
        }
        // The directory above may have been replaced by renaming another one to its name; then this is another file.
        if (before == null) {
            return hasDirectoryIn(layer, path)
                    && (entry.type == DIRECTORY || inodes.contains(entry.shortInode()))
                    && isMissingHere(path);
        }
        return entry.type != DIRECTORY
                && entry.shortInode() != before.shortInode()
                && (!entry.sameAs(before) || (hasDirectoryIn(layer, path) && inodes.contains(entry.shortInode())));
    }

    private static boolean hasDirectoryIn(Map<String, Entry> layer, String path) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (layer.containsKey(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /** What is here was made by somebody else between the two listings. */
    private boolean isMissingHere(String bytes) {
        String path = name(bytes);
        return path == null || !Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Of the same size and time may be a file whose time a test has set, as those do that want to have equal archives. */
    private boolean hasOtherContent(String bytes) {
        String path = name(bytes);
        try {
            return path != null
                    && Files.mismatch(files.directory().resolve("up-" + number).resolve(path), root.resolve(path)) >= 0;
        } catch (IOException e) {
            // It is taken out of the view, which fails with a message if it cannot be read there either.
            return true;
        }
    }

    /**
     * Finds a new directory in the layer above a path: everything in such a directory is new, wherever it comes from.
     */
    private static @Nullable String newDirectoryAbove(String path, Map<String, Entry> layer, Map<String, Entry> below) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String directory = path.substring(0, end);
            if (layer.containsKey(directory) && !below.containsKey(directory)) {
                return directory;
            }
        }
        return null;
    }

    /**
     * Tells whether the layer hides a path that is not to be seen: it marks deleted files by a special device. A directory
     * of the layer can have come from elsewhere, and shows nothing of the one whose name it took.
     */
    private static boolean isHidden(
            String path, Map<String, Entry> layer, Map<String, Entry> below, Map<String, Entry> all) {
        String inside = path;
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String above = path.substring(0, end);
            Entry entry = layer.get(above);
            if (entry != null) {
                return entry.type != DIRECTORY || isAnother(all.get(inside), below.get(inside));
            }
            inside = above;
        }
        return false;
    }

    private static boolean isAnother(@Nullable Entry seen, @Nullable Entry before) {
        return seen == null || before == null || seen.shortInode() != before.shortInode();
    }

    /** Nothing else tells: a program can give a file and its content any other time. */
    private static boolean isOlder(Path file, FileTime made) {
        try {
            return ((FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)).compareTo(made) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void take(List<String> taken, Homecoming homecoming) throws IOException {
        Files.write(files.directory().resolve("take-" + number), (String.join("\0", taken) + "\0").getBytes(UTF_8));
        ShellResult result = script.run(
                TIMEOUT, "view_take", files.workDirectory(), files.directory().toString(), number, root.toString());
        Path back = files.directory().resolve("back-" + number);
        for (String path : taken) {
            Path file = back.resolve(path);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                homecoming.written(path, sandbox.id(), file, true);
            }
        }
        if (result.exitCode() != 0) {
            throw new IOException("some of its files could not be copied: " + result.stderr());
        }
    }

    /** Returns the name that has these bytes; {@code null} if no path of this JVM can have it. */
    private @Nullable String name(String bytes) {
        return ListedName.read(bytes)
                .filter(name -> root.resolve(name).startsWith(root))
                .orElse(null);
    }

    /** Reads a list by the bytes of the names, because a name may have any bytes. */
    private Map<String, Entry> read(String list) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        String text = Files.readString(files.directory().resolve(list + number), ISO_8859_1);
        for (String line : text.split("\0", 0)) {
            String[] words = line.split(" ", 6);
            if (words.length == 6) {
                entries.put(words[5], new Entry(words[0].charAt(0), words[1], words[2], words[3], words[4]));
            }
        }
        return entries;
    }
}
