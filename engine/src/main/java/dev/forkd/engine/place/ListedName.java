package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Names of files in a sandbox, which may have any bytes, while a path of this JVM has only what its locale can express. */
final class ListedName {

    /** Why a name cannot be used, as part of a sentence. */
    static final String UNUSABLE = "their names are not UTF-8, or the locale of this JVM cannot express them";

    private ListedName() {}

    /**
     * Reads a name.
     *
     * @param bytes the name's bytes as ISO 8859-1
     * @return the name; empty if no path of this JVM can have it
     */
    static Optional<String> read(String bytes) {
        try {
            String name = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)))
                    .toString();
            return Optional.of(Path.of(name)).map(path -> name);
        } catch (CharacterCodingException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns a similar name that is a path in every locale. */
    static String similar(String bytes) {
        return bytes.replaceAll("[^\\x01-\\x7f]", "?");
    }
}
