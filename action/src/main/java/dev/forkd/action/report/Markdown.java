package dev.forkd.action.report;

import dev.forkd.action.runner.SafeText;

/**
 * Escapes text of unknown origin for a summary, so that nothing in it acts as markup, a link or a mention. Stateless.
 */
final class Markdown {
    private Markdown() {}

    /**
     * For a table cell or a sentence: every ASCII character that could have a meaning is written as a numeric
     * reference.
     */
    static String inline(String text, int most) {
        String bounded = text.length() > most ? text.substring(0, most) + "…" : text;
        StringBuilder out = new StringBuilder();
        SafeText.line(bounded.replaceAll("\\R", " ")).codePoints().forEach(c -> {
            if (c > 0x7f || Character.isLetterOrDigit(c) || " (),;=%".indexOf(c) >= 0) {
                out.appendCodePoint(c);
            } else {
                out.append("&#").append(c).append(';');
            }
        });
        return out.toString();
    }

    /** For a block, which keeps its line breaks. Colours are removed, as GitHub does not show them there. */
    static String block(String text, int most) {
        String bounded = text.length() > most ? "…" + text.substring(text.length() - most) : text;
        StringBuilder out = new StringBuilder("<pre>");
        for (String line : bounded.stripTrailing().split("\\R", -1)) {
            String clean = SafeText.line(line).replaceAll("\u001b\\[[0-9;:]*m", "");
            out.append(clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                    .append('\n');
        }
        out.setLength(out.length() - 1);
        return out.append("</pre>").toString();
    }

    /** A block that can be unfolded. */
    static String details(String title, String text, int most) {
        return details("<details>", title, text, most);
    }

    /** A block that can be folded. */
    static String openDetails(String title, String text, int most) {
        return details("<details open>", title, text, most);
    }

    private static String details(String tag, String title, String text, int most) {
        return tag + "<summary>" + title + "</summary>\n\n" + block(text, most) + "\n\n</details>\n\n";
    }
}
