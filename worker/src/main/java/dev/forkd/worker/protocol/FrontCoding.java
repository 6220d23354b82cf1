package dev.forkd.worker.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes each text of a list as the number of characters that it shares with the one before, a colon, and the rest. The
 * ids of a class's tests differ only in their ends, so a plan takes a tenth of the room.
 */
final class FrontCoding {

    private FrontCoding() {}

    static List<String> encode(List<String> texts) {
        List<String> coded = new ArrayList<>(texts.size());
        String before = "";
        for (String text : texts) {
            int shared = shared(before, text);
            coded.add(shared + ":" + text.substring(shared));
            before = text;
        }
        return coded;
    }

    /**
     * Restores a list.
     *
     * @throws IllegalArgumentException if it is not one that was encoded
     */
    static List<String> decode(List<String> coded) {
        List<String> texts = new ArrayList<>(coded.size());
        String before = "";
        for (String entry : coded) {
            int colon = entry.indexOf(':');
            if (colon < 1 || colon > 9 || !entry.chars().limit(colon).allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("An id does not begin with the number of characters that it shares");
            }
            int shared = Integer.parseInt(entry.substring(0, colon));
            if (shared > before.length()) {
                throw new IllegalArgumentException(
                        "An id shares " + shared + " characters with one of " + before.length());
            }
            before = before.substring(0, shared) + entry.substring(colon + 1);
            texts.add(before);
        }
        return List.copyOf(texts);
    }

    private static int shared(String before, String text) {
        int most = Math.min(before.length(), text.length());
        int shared = 0;
        while (shared < most && before.charAt(shared) == text.charAt(shared)) {
            shared++;
        }
        // Half of a surrogate pair could not be written.
        return shared > 0 && Character.isHighSurrogate(text.charAt(shared - 1)) ? shared - 1 : shared;
    }
}
