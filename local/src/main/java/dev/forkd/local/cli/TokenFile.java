package dev.forkd.local.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a token file by the same rules as the real controller (contract 2.1). */
final class TokenFile {
    private static final int MIN_LENGTH = 16;

    private TokenFile() {}

    static String read(Path file) throws IOException {
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new IllegalArgumentException("token file " + file + " is empty");
        }
        if (token.getBytes(StandardCharsets.UTF_8).length < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "the token in " + file + " is shorter than " + MIN_LENGTH + " bytes; use a random one");
        }
        if (token.startsWith("REPLACE_ME") || token.startsWith("CHANGE_ME")) {
            throw new IllegalArgumentException("the token in " + file + " is a placeholder; replace it");
        }
        return token;
    }
}
