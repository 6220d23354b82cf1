package dev.forkd.failsafe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What is packaged and tested. */
public final class Greeting {

    private Greeting() {}

    /** Reads the greeting, from target/classes in a unit test and from the jar in an integration test. */
    public static String text() {
        try (InputStream in = Greeting.class.getResourceAsStream("greeting.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
