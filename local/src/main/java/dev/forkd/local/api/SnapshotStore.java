package dev.forkd.local.api;

import dev.forkd.local.sandbox.Directories;
import dev.forkd.local.sandbox.SnapshotDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The tags and their directories, which exist as long as the controller. */
final class SnapshotStore {
    /** The empty tag that always exists, for the first sandboxes to start from. */
    static final String BASE_TAG = "local";

    private final Path root;
    private final Map<String, SnapshotEntry> byTag = new ConcurrentSkipListMap<>();

    SnapshotStore(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        addBase(BASE_TAG);
    }

    Optional<SnapshotEntry> find(String tag) {
        return Optional.ofNullable(byTag.get(tag));
    }

    /** Sorted by tag. */
    List<SnapshotEntry> all() {
        return List.copyOf(byTag.values());
    }

    int size() {
        return byTag.size();
    }

    /** The directory of a tag's files, whether the tag exists or not. */
    Path directory(String tag) {
        return root.resolve(tag);
    }

    /** Tells whether there are files of the tag, even if the tag was never registered (contract 8.5). */
    boolean onDisk(String tag) {
        return Files.exists(directory(tag));
    }

    SnapshotEntry addBase(String tag) throws IOException {
        Path directory = directory(tag);
        new SnapshotDirectory(directory).create();
        return put(SnapshotEntry.base(tag, directory, Instant.now().getEpochSecond()));
    }

    /** Adds a tag whose files are elsewhere. They belong to somebody else, and stay when the tag is deleted. */
    void adopt(String tag, Path directory) {
        put(SnapshotEntry.base(tag, directory, Instant.now().getEpochSecond()));
    }

    SnapshotEntry put(SnapshotEntry entry) {
        byTag.put(entry.tag(), entry);
        return entry;
    }

    /**
     * Marks tags that are {@code writing} as ready. As on the real controller, only listing the snapshots does this
     * (contract 8.7).
     */
    void promote() {
        byTag.replaceAll((tag, entry) -> entry.writing() ? entry.finished() : entry);
    }

    /**
     * Deletes a tag with its files. The base tag is there again at once and empty: unlike the real controller, this one
     * has no other tag from which a first sandbox could start.
     *
     * @throws UncheckedIOException if the base tag cannot be made again
     */
    void remove(String tag) {
        byTag.remove(tag);
        Directories.deleteQuietly(directory(tag));
        if (tag.equals(BASE_TAG)) {
            try {
                addBase(BASE_TAG);
            } catch (IOException e) {
                throw new UncheckedIOException("the tag " + BASE_TAG + " cannot be made again", e);
            }
        }
    }

    /** The tags that have this one as their parent, sorted. */
    List<String> children(String tag) {
        return byTag.values().stream()
                .filter(entry -> tag.equals(entry.parentTag()))
                .map(SnapshotEntry::tag)
                .toList();
    }

    /** All tags that descend from this one, leaves first. */
    List<String> descendants(String tag) {
        List<String> found = new ArrayList<>();
        for (String child : children(tag)) {
            found.addAll(descendants(child));
            found.add(child);
        }
        return found;
    }

    /** The ancestors of a tag, the root first. */
    List<String> ancestors(String tag) {
        List<String> found = new ArrayList<>();
        String parent = find(tag).map(SnapshotEntry::parentTag).orElse(null);
        while (parent != null && !found.contains(parent)) {
            found.add(0, parent);
            parent = find(parent).map(SnapshotEntry::parentTag).orElse(null);
        }
        return found;
    }
}
