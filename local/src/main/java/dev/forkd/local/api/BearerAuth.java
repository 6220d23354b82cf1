package dev.forkd.local.api;

import dev.forkd.local.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Checks the token before anything else looks at the request (contract 2.3). */
final class BearerAuth {
    private static final String PREFIX = "Bearer ";

    private final @Nullable String token;
    private final EmulatedVersion version;

    BearerAuth(@Nullable String token, EmulatedVersion version) {
        this.token = token;
        this.version = version;
    }

    /**
     * Refuses a request with status 401. The WWW-Authenticate header that HTTP prescribes is left out, because the real
     * controller sends none.
     */
    void check(Request request) {
        String expected = token;
        if (expected == null || exempt(request.path())) {
            return;
        }
        String header = request.header("Authorization").orElse("");
        String given =
                header.startsWith(PREFIX) ? header.substring(PREFIX.length()).strip() : "";
        if (given.isEmpty() || !given.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw Json.failure(401, "missing bearer token");
        }
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8))) {
            throw Json.failure(401, "invalid bearer token");
        }
    }

    private boolean exempt(String path) {
        return path.equals("/healthz") || (path.equals("/healthz/") && version.since(EmulatedVersion.V0_5_0));
    }
}
