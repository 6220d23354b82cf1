package dev.forkd.action.report;

import java.nio.charset.StandardCharsets;

/** A summary that stays small enough to be shown. Not thread-safe. */
final class Page {
    /** The runner shows nothing at all above 1 MiB. */
    private static final int LARGEST = 900_000;

    private static final int DETAILS = 6_000;

    private final StringBuilder page = new StringBuilder();
    private int size;
    private int left;

    /** Adds something that is known to be small. */
    void add(String text) {
        page.append(text);
        size += text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Adds something whole, or counts it as left out. */
    void entry(String text) {
        if (size + text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            left++;
        } else {
            add(text);
        }
    }

    /** Adds the tests that failed. */
    void failures(MergedReport report) {
        report.all().stream()
                .filter(TestCase::failed)
                .forEach(test -> entry(Markdown.details(
                        "❌ " + Markdown.inline(test.id(), 300),
                        (test.message().isBlank() ? "" : test.message() + "\n\n") + test.details(),
                        DETAILS)));
    }

    String text() {
        if (left > 0) {
            page.append("\n").append(left).append(" more failures did not fit here; see the log.\n");
        }
        return page.append('\n').toString();
    }
}
