package dev.forkd.client;

import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the guest's {@code poll} prints; the guest is not trusted, so anything unexpected is an error. */
record PollAnswer(Map<String, byte[]> chunks, Map<String, Long> sizes, @Nullable String end, boolean dead) {

    /** Thrown for text that is not an answer. */
    static final class MalformedException extends Exception {
        MalformedException(String message) {
            super(message);
        }
    }

    static PollAnswer parse(String text) throws MalformedException {
        Map<String, byte[]> chunks = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        String end = null;
        boolean dead = false;
        boolean done = false;
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext() && !done) {
            String[] words = lines.next().strip().split(" ", 3);
            switch (words[0]) {
                case "@exit" -> end = words.length == 2 ? words[1] : words[1] + " " + words[2];
                case "@size" -> sizes.put(words[1], number(words[2]));
                case "@data" -> chunks.put(words[1], data(lines, number(words[2])));
                case "@dead" -> dead = true;
                case "@done" -> done = true;
                default -> throw new MalformedException("an unknown line");
            }
        }
        if (!done) {
            throw new MalformedException("it is cut short");
        }
        return new PollAnswer(chunks, sizes, end, dead);
    }

    private static long number(String text) throws MalformedException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException("'" + Text.shown(text) + "' is not a number");
        }
    }

    private static byte[] data(Iterator<String> lines, long size) throws MalformedException {
        var base64 = new StringBuilder();
        long characters = (size + 2) / 3 * 4;
        while (base64.length() < characters && lines.hasNext()) {
            base64.append(lines.next().strip());
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.toString());
            if (bytes.length == size) {
                return bytes;
            }
            throw new MalformedException(bytes.length + " bytes instead of " + size);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its data is not base64");
        }
    }
}
