package app.other;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What other modules use. */
public final class Rules {
    private Rules() {}

    public static List<String> names() {
        try (InputStream in = Rules.class.getResourceAsStream("/rules.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
