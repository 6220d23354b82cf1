package dev.forkd.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a lease file: a record that is written as it was read, and names nothing but ids; or the one exception. */
public final class LeaseFuzz {
    private LeaseFuzz() {}

    /**
     * Tries one input.
     *
     * @param input some lines
     */
    public static void fuzzerTestOneInput(byte[] input) {
        new String(input, StandardCharsets.UTF_8).lines().limit(100).forEach(LeaseFuzz::tryLine);
    }

    private static void tryLine(String line) {
        Optional<LeaseRecord> read;
        try {
            read = LeaseRecord.parse(line);
        } catch (MalformedException e) {
            return;
        }
        read.ifPresent(LeaseFuzz::check);
    }

    private static void check(LeaseRecord entry) {
        try {
            Optional<LeaseRecord> again = LeaseRecord.parse(entry.line().strip());
            if (!again.equals(Optional.of(entry))) {
                throw new IllegalStateException("written otherwise than read: " + entry + ", " + again);
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("not read again: " + entry, e);
        }
        if (!entry.kind().equals("open") && !entry.name().matches("[A-Za-z0-9._-]+")) {
            throw new IllegalStateException("a name that is no id: " + entry);
        }
    }
}
