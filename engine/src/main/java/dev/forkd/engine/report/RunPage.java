package dev.forkd.engine.report;

import dev.forkd.wire.files.PackagedText;

/**
 * The report as a single, self-contained HTML page. It contains the data as JSON, in which characters with a meaning in
 * HTML are escaped; the page's script sets all data as text.
 */
final class RunPage {

    private static final String PLACE = "@DATA@";

    private RunPage() {}

    static String of(String json) {
        String frame = PackagedText.of(RunPage.class, "run.html");
        int at = frame.indexOf(PLACE);
        return frame.substring(0, at) + harmless(json) + frame.substring(at + PLACE.length());
    }

    private static String harmless(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
