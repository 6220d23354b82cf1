package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A guest's answer to the question which files it has. A wrong answer can only make tests of that guest fail.
 *
 * @param shipped digests of the files that were shipped, by path
 * @param ofTheSystem digests of the guest's own files, by path
 * @param attributes permissions, in octal, and the second of the last change of shipped files, by path
 */
record GuestListing(Map<String, String> shipped, Map<String, String> ofTheSystem, Map<String, String> attributes) {

    private static final String SYSTEM = "@system";
    private static final String ATTRIBUTES = "@attributes";
    private static final int DIGEST = 64;

    static GuestListing empty() {
        return new GuestListing(Map.of(), Map.of(), Map.of());
    }

    /** Reads an answer of which at most {@code max} bytes are looked at. */
    static GuestListing read(byte[] answer, int max) throws IOException {
        GuestListing listing = new GuestListing(new HashMap<>(), new HashMap<>(), new HashMap<>());
        String text;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer))) {
            text = new String(in.readNBytes(max), UTF_8);
        }
        Map<String, String> section = listing.shipped;
        for (String line : text.split("\0", 0)) {
            if (line.equals(SYSTEM)) {
                section = listing.ofTheSystem;
            } else if (line.equals(ATTRIBUTES)) {
                section = listing.attributes;
            } else if (section == listing.attributes) {
                listing.addAttributes(line);
            } else if (line.length() > DIGEST + 3 && line.startsWith("  .", DIGEST)) {
                section.put(line.substring(DIGEST + 3), line.substring(0, DIGEST));
            }
        }
        return listing;
    }

    private void addAttributes(String line) {
        int path = line.indexOf(" ./");
        int fraction = line.indexOf('.');
        if (path > 0 && fraction < path) {
            attributes.put(line.substring(path + 2), line.substring(0, fraction));
        }
    }

    /** Tells whether the guest has a file with this content. Shipped files hide the guest's own. */
    boolean has(Input input) {
        String path = input.path().toString();
        String digest = shipped.containsKey(path) ? shipped.get(path) : ofTheSystem.get(path);
        return input.content().equals(digest);
    }

    /** Tells whether a file that was shipped earlier has other permissions or another time now. */
    boolean differsInAttributes(Input input) {
        String path = input.path().toString();
        String now = Integer.toOctalString(input.mode()) + " "
                + input.time().toInstant().getEpochSecond();
        return shipped.containsKey(path) && !now.equals(attributes.get(path));
    }
}
