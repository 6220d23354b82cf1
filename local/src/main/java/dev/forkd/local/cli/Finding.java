package dev.forkd.local.cli;

/**
 * The result of checking one point.
 *
 * @param subject what was checked
 * @param ok whether nothing needs to be done
 * @param text what was found, or what to do
 */
record Finding(String subject, boolean ok, String text) {

    static Finding ok(String subject, String text) {
        return new Finding(subject, true, text);
    }

    static Finding wrong(String subject, String text) {
        return new Finding(subject, false, text);
    }

    String line() {
        // The text may come from a controller or from files of a project, so it must not control the terminal.
        String shown = text.replaceAll("[\\p{IsControl}\\u202a-\\u202e\\u2066-\\u2069]", "\uFFFD");
        return String.format("%-12s %s", subject, ok ? "ok: " + shown : "WRONG: " + shown);
    }
}
