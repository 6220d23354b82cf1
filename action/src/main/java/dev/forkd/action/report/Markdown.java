package dev.forkd.action.report;

import dev.forkd.action.runner.SafeText;

/** Text of unknown origin for a page: nothing in it is markup, a link or a mention. Stateless. */
final class Markdown {
    private Markdown() {}

    /** For a cell or a sentence: every character that could mean something is written as a number. */
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

    /** For a block that keeps its line breaks. Colours are of no use there. */
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

    /** A block that is folded. */
    static String details(String title, String text, int most) {
        return "<details><summary>" + title + "</summary>\n\n" + block(text, most) + "\n\n</details>\n\n";
    }
}
