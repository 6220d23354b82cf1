package dev.forkd.engine.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.engine.place.Layer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The records of kept tags, a file each in a directory of this user. A tag is recorded after its branch has ended well,
 * so a tag without a record is never used. The file's time is that of the last use, and a run that uses the tag holds a
 * lock on the file, which the kernel releases if the run is killed.
 *
 * <p>Names begin with a key of the directory, so that users who share a controller never delete each other's tags.
 */
public final class KeptTags {

    private static final Pattern NAME = Pattern.compile("fj-[0-9a-f]{8}-[0-9a-f]{24}-[0-9a-f]{8}");
    private static final Pattern OWNER = Pattern.compile("[0-9a-f]{8}");
    private static final String SUFFIX = ".json";
    private static final int KEY_LENGTH = 8;
    private static final int DIGEST_LENGTH = 24;
    private static final int MAX_RECORDS = 1000;
    private static final long MAX_RECORD_BYTES = 64L * 1024 * 1024;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path directory;

    /**
     * Opens the records.
     *
     * @param stateDirectory the user's directory for state
     */
    public KeptTags(Path stateDirectory) {
        this.directory = stateDirectory.resolve("cache");
    }

    /**
     * A record and the time of its last use.
     *
     * @param tag the record
     * @param lastUse when a run last used it
     */
    public record Entry(KeptTag tag, Instant lastUse) {}

    /**
     * Makes a name that no other tag has. Names are never used twice, because a tag of which only a part was written
     * would otherwise stand in the way (contract 8.5).
     *
     * @param layer what the tag will contain
     * @return the name
     * @throws IOException if this directory's key cannot be kept
     */
    public String newName(Layer layer) throws IOException {
        return "fj-" + owner() + "-" + layer.digest().substring(0, DIGEST_LENGTH) + "-" + random();
    }

    private static String random() {
        return UUID.randomUUID().toString().substring(0, KEY_LENGTH);
    }

    /** Returns the key of this directory, which is made once. */
    private String owner() throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("owner");
        Path fresh = Files.writeString(directory.resolve("owner-" + random()), random(), US_ASCII);
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // The directory has a key already. It counts, even if another run has just made it.
        } finally {
            Files.deleteIfExists(fresh);
        }
        String owner = Files.readString(file, US_ASCII);
        if (!OWNER.matcher(owner).matches()) {
            throw new IOException(file + " is damaged; delete it");
        }
        return owner;
    }

    /**
     * Records a tag that is complete.
     *
     * @param tag the tag
     * @throws IOException if it cannot be written; then the tag must be deleted
     */
    public void put(KeptTag tag) throws IOException {
        Path unfinished = directory.resolve(tag.tag() + ".new");
        try {
            JSON.writeValue(unfinished.toFile(), tag);
            Files.move(unfinished, file(tag), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Removes a record, if possible. A record that stays does no harm, as tags are looked for at the controller.
     *
     * @param tag the tag
     */
    public void remove(KeptTag tag) {
        try {
            Files.deleteIfExists(file(tag));
        } catch (IOException e) {
            // The next run tries again.
        }
    }

    /**
     * Reads all records. Damaged ones are skipped; their tags are not known any more.
     *
     * @return the records, in no particular order
     */
    public List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return entries;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "fj-*" + SUFFIX)) {
            for (Path file : files) {
                if (entries.size() == MAX_RECORDS) {
                    break;
                }
                read(file).ifPresent(entries::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return entries;
        }
        return entries;
    }

    private Optional<Entry> read(Path file) {
        try {
            if (Files.size(file) > MAX_RECORD_BYTES) {
                return Optional.empty();
            }
            KeptTag tag = JSON.readValue(file.toFile(), KeptTag.class);
            boolean whole = NAME.matcher(tag.tag()).matches() && file(tag).equals(file) && tag.kind() != null;
            return whole
                    ? Optional.of(new Entry(tag, Files.getLastModifiedTime(file).toInstant()))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Notes that a tag is used, and keeps other runs from deleting it.
     *
     * @param tag the tag
     * @return to be closed when the tag is not used any more; empty if the record is gone
     */
    public Optional<AutoCloseable> use(KeptTag tag) {
        try {
            Files.setLastModifiedTime(file(tag), FileTime.from(Instant.now()));
            FileChannel channel = FileChannel.open(file(tag), StandardOpenOption.READ);
            try {
                if (channel.tryLock(0, Long.MAX_VALUE, true) != null) {
                    return Optional.of(channel);
                }
            } catch (OverlappingFileLockException e) {
                // Another run of this JVM holds it.
                return Optional.of(channel);
            }
            channel.close();
        } catch (IOException e) {
            // Another run has deleted the record since it was read.
        }
        return Optional.empty();
    }

    /**
     * Runs an action if no run uses a tag, and keeps runs from beginning to use it meanwhile.
     *
     * @param tag the tag
     * @param action deletes the tag
     */
    void ifUnused(KeptTag tag, Runnable action) {
        try (FileChannel channel = FileChannel.open(file(tag), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                action.run();
            }
        } catch (IOException | OverlappingFileLockException e) {
            // A run of this JVM uses the tag, or its record was deleted.
        }
    }

    private Path file(KeptTag tag) {
        return directory.resolve(tag.tag() + SUFFIX);
    }
}
