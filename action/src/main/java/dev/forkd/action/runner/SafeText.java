package dev.forkd.action.runner;

import java.util.regex.Pattern;

/**
 * Makes text of unknown origin harmless for a log that a runner reads: it cannot contain workflow commands, terminal
 * control sequences other than colours, or characters that only some readers treat as line breaks. Stateless.
 */
public final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]{0,64}m");

    /** Sequences that move the cursor, set the title and so on, as progress bars use them. */
    private static final Pattern CONTROL_SEQUENCE =
            Pattern.compile("\u001b\\[(?![0-9;:]{0,64}m)[0-?]{0,64}[ -/]{0,8}[@-~]"
                    + "|\u001b\\][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\\\)");

    /**
     * The runner looks for {@code ##[} anywhere in a line. Its comparison ignores characters without weight, such as
     * combining marks and escapes, so these may stand between the characters of the command.
     */
    private static final String WEIGHTLESS =
            "[\\p{Mn}\\p{Me}\\p{Cf}\\p{Cc}\\u115F\\u1160\\u17B4\\u17B5\\u3164\\uFFA0]{0,256}";

    private static final Pattern COMMAND = Pattern.compile("(#" + WEIGHTLESS + "#)(?=" + WEIGHTLESS + "\\[)");

    private SafeText() {}

    /**
     * Makes one line harmless.
     *
     * @param line text without its line break; line breaks inside it are replaced
     * @return text that is safe anywhere except at the start of a line, where the caller must put a prefix
     */
    public static String line(String line) {
        String text = line.indexOf('\u001b') < 0
                ? line
                : CONTROL_SEQUENCE.matcher(line).replaceAll("");
        StringBuilder clean = new StringBuilder(text.length());
        var colours = COLOUR.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (character == '\u001b' && colours.region(at, text.length()).lookingAt()) {
                clean.append(colours.group());
                at = colours.end();
                continue;
            }
            at += Character.charCount(character);
            if (acts(character)) {
                clean.append(REPLACEMENT);
            } else {
                clean.appendCodePoint(character);
            }
        }
        return clean.indexOf("#") < 0
                ? clean.toString()
                : COMMAND.matcher(clean).replaceAll(found -> found.group(1) + "\\\\");
    }

    private static boolean acts(int character) {
        if (character == '\t') {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /**
     * Tells whether any reader treats a character as a line break. The runner does so with a carriage return.
     *
     * @param character any character
     * @return {@code true} for LF, CR, VT, FF, NEL, LS and PS
     */
    public static boolean breaksLine(char character) {
        return character == '\n'
                || character == '\r'
                || character == '\u000b'
                || character == '\f'
                || character == '\u0085'
                || character == '\u2028'
                || character == '\u2029';
    }
}
