package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps the controller's token out of the files that are shipped to another machine, wherever it stands in them. Archives
 * cannot be changed, so the user is told. Thread-safe.
 */
final class TokenMask {

    /** A shorter token is part of ordinary words, so replacing it would damage the files. */
    static final int MIN_LENGTH = 8;

    private static final String KEY = "forkd.token";
    private static final String SETTINGS = "junit-platform.properties";
    private static final int MAX_NAMED = 5;
    private static final Pattern ENDS_OF_LINES = Pattern.compile("(?<=\\n)|(?<=\\r)(?!\\n)");

    private final String text;
    private final byte[] token;
    private final SortedSet<Path> masked = new ConcurrentSkipListSet<>();
    private final SortedSet<Path> archives = new ConcurrentSkipListSet<>();

    /**
     * Makes a mask.
     *
     * @param token the token; empty if there is none
     */
    TokenMask(String token) {
        this.text = token.strip();
        this.token = text.length() < MIN_LENGTH ? new byte[0] : text.getBytes(UTF_8);
    }

    /** Looks for the token in the bytes that are written to it. */
    final class Search extends OutputStream {

        private final int[] borders = borders(token);
        private int matched;
        private boolean found;

        boolean found() {
            return found;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length && !found && token.length > 0; i++) {
                while (matched > 0 && token[matched] != bytes[i]) {
                    matched = borders[matched - 1];
                }
                matched += token[matched] == bytes[i] ? 1 : 0;
                found = matched == token.length;
            }
        }

        /** For each beginning of the word, the length of the longest shorter beginning with which it ends. */
        private static int[] borders(byte[] word) {
            int[] borders = new int[word.length];
            for (int i = 1; i < word.length; i++) {
                int length = borders[i - 1];
                while (length > 0 && word[length] != word[i]) {
                    length = borders[length - 1];
                }
                borders[i] = word[length] == word[i] ? length + 1 : 0;
            }
            return borders;
        }
    }

    Search search() {
        return new Search();
    }

    /** Tells whether a file's content may have to be changed, after it was searched. */
    boolean mayChange(Path file, Search search) {
        return search.found() || isProperties(file);
    }

    /** Returns the content of a file without the token. */
    byte[] clean(Path file, byte[] content) {
        byte[] bytes = content;
        if (token.length > 0 && find(bytes, 0) >= 0) {
            if (isArchive(bytes)) {
                archives.add(file);
                return bytes;
            }
            bytes = withStars(bytes);
        }
        if (isProperties(file)) {
            bytes = withoutSpelledToken(file, bytes);
        }
        if (bytes != content) {
            masked.add(file);
        }
        return bytes;
    }

    /** Tells the user in which files the token was. */
    void tell(Host host) {
        if (!masked.isEmpty()) {
            host.say("forkd: the controller's token is masked in what the sandboxes get of " + names(masked)
                    + ". It is best given in the environment only.");
        }
        if (!archives.isEmpty()) {
            host.say("forkd: the controller's token goes to the sandboxes inside " + names(archives)
                    + ", because an archive cannot be changed. Remove it, or exclude the file (forkd.files).");
        }
        if (!text.isEmpty() && token.length == 0) {
            host.say("forkd: the controller's token is shorter than " + MIN_LENGTH
                    + " characters, so it is not looked for in the files that sandboxes get. Use a longer one.");
        }
    }

    private static String names(Collection<Path> files) {
        String names = files.stream().limit(MAX_NAMED).map(Path::toString).collect(Collectors.joining(", "));
        return OutputTail.clean(names)
                + (files.size() > MAX_NAMED ? " and " + (files.size() - MAX_NAMED) + " more" : "");
    }

    private static boolean isProperties(Path file) {
        return file.toString().endsWith(".properties");
    }

    /** Recognises formats with checksums: zip, so also jar, and gzip. */
    private static boolean isArchive(byte[] content) {
        return startsWith(content, 'P', 'K', 3, 4) || startsWith(content, 0x1f, 0x8b);
    }

    private static boolean startsWith(byte[] content, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= content.length || (content[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private byte[] withStars(byte[] content) {
        byte[] changed = content.clone();
        for (int at = find(changed, 0); at >= 0; at = find(changed, at)) {
            Arrays.fill(changed, at, at + token.length, (byte) '*');
            // Skips what was replaced; a token that consists of stars would be found there again.
            at += token.length;
        }
        return changed;
    }

    private int find(byte[] content, int from) {
        for (int i = from; i <= content.length - token.length; i++) {
            if (content[i] == token[0] && Arrays.equals(content, i, i + token.length, token, 0, token.length)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Removes the entries whose key is that of the token or whose value contains it, as Java's {@link Properties} read
     * them: with escaped characters, and continued on the next line.
     */
    private byte[] withoutSpelledToken(Path file, byte[] content) {
        StringBuilder kept = new StringBuilder();
        StringBuilder entry = new StringBuilder();
        for (String line : ENDS_OF_LINES.split(new String(content, ISO_8859_1), -1)) {
            boolean comment = entry.isEmpty() && line.matches("(?s)[ \\t\\f]*[#!].*");
            entry.append(line);
            if (comment || !isContinued(line)) {
                if (!isToken(file, entry.toString())) {
                    kept.append(entry);
                }
                entry.setLength(0);
            }
        }
        if (!isToken(file, entry.toString())) {
            kept.append(entry);
        }
        return kept.length() == content.length ? content : kept.toString().getBytes(ISO_8859_1);
    }

    private static boolean isContinued(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        int slashes = 0;
        while (slashes < end && line.charAt(end - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private boolean isToken(Path file, String entry) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(entry));
        } catch (IOException | IllegalArgumentException e) {
            // Java cannot read this entry either, so no program gets a token from it.
            return false;
        }
        for (Map.Entry<Object, Object> property : properties.entrySet()) {
            String key = property.getKey().toString();
            String value = property.getValue().toString();
            boolean ofTheToken = key.equals(KEY) && file.endsWith(SETTINGS);
            boolean contains = token.length > 0 && (key.contains(text) || value.contains(text));
            if (ofTheToken || contains) {
                return true;
            }
        }
        return false;
    }
}
