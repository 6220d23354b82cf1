package dev.forkd.local.cli;

/**
 * What was found out about one thing.
 *
 * @param subject what was looked at
 * @param ok whether nothing has to be done
 * @param text what it is, or what to do
 */
record Finding(String subject, boolean ok, String text) {

    static Finding ok(String subject, String text) {
        return new Finding(subject, true, text);
    }

    static Finding wrong(String subject, String text) {
        return new Finding(subject, false, text);
    }

    String line() {
        // Texts come from a controller and from files of a project: nothing of them may act on a terminal.
        String shown = text.replaceAll("[\\p{IsControl}\\u202a-\\u202e\\u2066-\\u2069]", "\uFFFD");
        return String.format("%-12s %s", subject, ok ? "ok: " + shown : "WRONG: " + shown);
    }
}
