package dev.forkd.client;

import java.nio.charset.StandardCharsets;

/** Makes text from a controller or a guest safe to show: it can neither flood a log nor control a terminal. */
final class Text {
    private static final int LIMIT = 600;

    private Text() {}

    /** Replaces control characters and the like, and shortens long text. */
    static String shown(String untrusted) {
        var shown = new StringBuilder();
        String trimmed = untrusted.strip();
        int end = Math.min(trimmed.length(), LIMIT);
        for (int i = 0; i < end; i++) {
            shown.append(neutral(trimmed.charAt(i)));
        }
        if (trimmed.length() > LIMIT) {
            shown.append(" [... ").append(trimmed.length() - LIMIT).append(" more characters]");
        }
        return shown.toString();
    }

    static String shown(byte[] untrusted) {
        return shown(new String(untrusted, StandardCharsets.UTF_8));
    }

    /** Shows the end of a text, where a program's decisive words usually are. */
    static String shownTail(String untrusted) {
        String trimmed = untrusted.strip();
        return trimmed.length() <= LIMIT
                ? shown(trimmed)
                : "[...] " + shown(trimmed.substring(trimmed.length() - LIMIT));
    }

    private static char neutral(char c) {
        if (c == '\n' || c == '\r' || c == '\t') {
            return ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '\uFFFD';
            default -> c;
        };
    }
}
