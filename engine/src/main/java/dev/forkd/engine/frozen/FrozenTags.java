package dev.forkd.engine.frozen;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.local.sandbox.Directories;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The records of frozen tests, a file each in a directory of this user. */
public final class FrozenTags {

    /** Beyond this number the oldest ones are superfluous. */
    private static final int MAX_TAGS = 20;

    private static final Pattern NAME = Pattern.compile("fj-frozen-[0-9a-f]{12}");
    private static final String SUFFIX = ".json";
    private static final int RANDOM_LENGTH = 12;
    private static final int MAX_RECORDS = 1000;
    private static final long MAX_RECORD_BYTES = 1 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path directory;

    /**
     * Opens the records.
     *
     * @param stateDirectory the user's directory for state
     */
    public FrozenTags(Path stateDirectory) {
        this.directory = stateDirectory.resolve("frozen");
    }

    static String newName() {
        return "fj-frozen-" + UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM_LENGTH);
    }

    void put(FrozenTag tag) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = directory.resolve(tag.tag() + ".new");
        try {
            JSON.writeValue(unfinished.toFile(), tag);
            Files.move(unfinished, file(tag.tag()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Finds a record by its tag. */
    Optional<FrozenTag> find(String tag) {
        return NAME.matcher(tag).matches() ? read(file(tag)) : Optional.empty();
    }

    /** Removes a record and the files of this machine that belong to it. */
    void remove(FrozenTag tag) throws IOException {
        if (tag.directory() != null) {
            Directories.deleteQuietly(Path.of(tag.directory()));
        }
        Files.deleteIfExists(file(tag.tag()));
    }

    /**
     * Deletes directories of tests that were never recorded, because their run was killed while it froze them.
     *
     * @param parent has a directory for each frozen test of this machine, named like its tag
     * @param before only those that were made before this moment; a younger one may soon be recorded
     */
    void removeUnrecorded(Path parent, Instant before) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, "fj-frozen-*")) {
            for (Path found : directories) {
                String name = String.valueOf(found.getFileName());
                if (NAME.matcher(name).matches()
                        && !Files.exists(file(name))
                        && Files.getLastModifiedTime(found).toInstant().isBefore(before)) {
                    Directories.deleteQuietly(found);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Reads all records, the latest first. Damaged ones are skipped. */
    List<FrozenTag> all() {
        List<FrozenTag> tags = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return tags;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "fj-frozen-*" + SUFFIX)) {
            for (Path file : files) {
                if (tags.size() == MAX_RECORDS) {
                    break;
                }
                read(file).ifPresent(tags::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return tags;
        }
        tags.sort(Comparator.comparing(FrozenTag::frozen).reversed());
        return tags;
    }

    /** Chooses those that are too old, or too many. */
    static List<FrozenTag> superfluous(List<FrozenTag> latestFirst, Duration maxAge, Instant now) {
        List<FrozenTag> superfluous = new ArrayList<>();
        for (int i = 0; i < latestFirst.size(); i++) {
            FrozenTag tag = latestFirst.get(i);
            if (i >= MAX_TAGS || when(tag).isBefore(now.minus(maxAge))) {
                superfluous.add(tag);
            }
        }
        return superfluous;
    }

    private static Instant when(FrozenTag tag) {
        try {
            return Instant.parse(tag.frozen());
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private Optional<FrozenTag> read(Path file) {
        try {
            if (Files.size(file) > MAX_RECORD_BYTES) {
                return Optional.empty();
            }
            FrozenTag tag = JSON.readValue(file.toFile(), FrozenTag.class);
            return NAME.matcher(tag.tag()).matches()
                            && file(tag.tag()).equals(file)
                            && (tag.directory() == null
                                    || Path.of(tag.directory()).endsWith(tag.tag()))
                    ? Optional.of(tag)
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private Path file(String tag) {
        return directory.resolve(tag + SUFFIX);
    }
}
