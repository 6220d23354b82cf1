package dev.forkd.action.report;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the bytes of a report into text that an XML parser accepts: reports come in any encoding, and tests print
 * characters that XML does not allow. Stateless.
 */
final class XmlText {
    private static final int DECLARATION = 200;
    private static final Pattern ENCODING = Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([\\w.:-]{1,40})[\"']");
    private static final Pattern REFERENCE = Pattern.compile("&#(x[0-9a-fA-F]{1,8}|[0-9]{1,9});");
    private static final int REPLACEMENT = 0xFFFD;

    private XmlText() {}

    static String of(byte[] bytes) {
        String text = new String(bytes, charset(bytes));
        String clean = allowed(text.startsWith("\uFEFF") ? text.substring(1) : text);
        return REFERENCE.matcher(clean).replaceAll(found -> {
            String number = found.group(1);
            long character = number.startsWith("x") ? Long.parseLong(number.substring(1), 16) : Long.parseLong(number);
            boolean good = character <= Character.MAX_CODE_POINT && allowed((int) character);
            return good ? Matcher.quoteReplacement(found.group()) : Character.toString(REPLACEMENT);
        });
    }

    /** Replaces characters that XML 1.0 cannot contain. */
    static String allowed(String text) {
        return text.codePoints().allMatch(XmlText::allowed)
                ? text
                : text.codePoints()
                        .map(c -> allowed(c) ? c : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xD800)
                || (c > 0xDFFF && c < 0xFFFE)
                || c > 0xFFFF;
    }

    private static Charset charset(byte[] bytes) {
        int first = bytes.length > 1 ? (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF) : 0;
        if (first == 0xFEFF || first == 0x003C) {
            return StandardCharsets.UTF_16BE;
        } else if (first == 0xFFFE || first == 0x3C00) {
            return StandardCharsets.UTF_16LE;
        }
        Matcher declared = ENCODING.matcher(
                new String(bytes, 0, Math.min(DECLARATION, bytes.length), StandardCharsets.ISO_8859_1));
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8; // Readable, whatever the encoding is: invalid bytes become U+FFFD.
        }
    }
}
