package dev.forkd.wire.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads text files that lie beside a class in its jar, such as scripts. */
public final class PackagedText {
    private PackagedText() {}

    /**
     * Reads a file in UTF-8. Its name is relative to the class, so that relocating the package moves both.
     *
     * @param owner the class beside which the file lies
     * @param name the file's name
     * @return the whole text
     * @throws IllegalStateException if the jar does not hold the file
     */
    public static String of(Class<?> owner, String name) {
        try (InputStream text = owner.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException(name + " is missing from the jar of " + owner.getName());
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
