package dev.forkd.action.report;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text of a summary, which is kept small enough to be shown. Not thread-safe. */
final class Page {
    /** The runner does not show a summary of more than 1 MiB at all. */
    private static final int MAX_BYTES = 900_000;

    private static final int MAX_SLOWEST = 5;
    private static final int DETAILS = 6_000;
    private static final int MAX_NAME = 120;
    private static final int MAX_OPEN = 3;

    private final SourceLocator locator;
    private final StringBuilder page = new StringBuilder();
    private int size;
    private int left;
    private int failures;

    Page(SourceLocator locator) {
        this.locator = locator;
    }

    /** Adds text that is known to be small. */
    void add(String text) {
        page.append(text);
        size += text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Adds the whole text or, if it does not fit, counts it as left out. */
    void entry(String text) {
        if (size + text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            left++;
        } else {
            add(text);
        }
    }

    /**
     * Adds the failed tests, the first ones unfolded, because they are what a reader of a failed run came for. A message
     * that the details contain is not repeated.
     */
    void failures(Map<Integer, List<TestCase>> bySandbox, boolean sandboxes) {
        bySandbox.forEach((index, tests) -> tests.stream()
                .filter(TestCase::failed)
                .forEach(test -> failure(
                        "❌ " + name(test) + (sandboxes ? " in sandbox " + index : "") + place(test), words(test))));
    }

    private void failure(String title, String words) {
        entry(
                failures < MAX_OPEN
                        ? Markdown.openDetails(title, words, DETAILS)
                        : Markdown.details(title, words, DETAILS));
        failures++;
    }

    /** The file of the workspace and the line that the failure names, if it names any. */
    private String place(TestCase test) {
        return locator.of(test)
                .map(place -> ", " + Markdown.inline(place.file() + (place.line() > 0 ? ":" + place.line() : ""), 200))
                .orElse("");
    }

    /** The message and the details, without repeating the message. */
    private static String words(TestCase test) {
        String message = test.message().strip();
        String details = test.details().strip();
        if (message.isEmpty() || details.contains(message)) {
            return details;
        }
        return details.isEmpty() ? message : message + "\n\n" + details;
    }

    /** Adds the slowest tests. */
    void slowest(List<TestCase> tests) {
        List<TestCase> slowest = tests.stream()
                .filter(test -> test.seconds() > 0)
                .sorted(Comparator.comparingDouble((TestCase test) -> -test.seconds()))
                .limit(MAX_SLOWEST)
                .toList();
        if (!slowest.isEmpty()) {
            add("| slowest tests | time |\n| --- | ---: |\n");
            slowest.forEach(test -> add("| " + name(test) + " | " + seconds(test.seconds()) + " |\n"));
            add("\n");
        }
    }

    /** Shortens a long name at its start, because the end says more. */
    private static String name(TestCase test) {
        String id = test.id();
        return Markdown.inline(id.length() > MAX_NAME ? "…" + id.substring(id.length() - MAX_NAME) : id, MAX_NAME + 1);
    }

    static String seconds(Duration duration) {
        return seconds(duration.toMillis() / 1000.0);
    }

    static String seconds(double seconds) {
        if (seconds >= 120) {
            return String.format(Locale.ROOT, "%d min %d s", (long) seconds / 60, (long) seconds % 60);
        }
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    static String tests(List<TestCase> tests) {
        long bad = tests.stream().filter(TestCase::failed).count();
        long skipped = tests.stream()
                .filter(test -> test.outcome() == TestCase.Outcome.SKIPPED)
                .count();
        return tests.size() + (tests.size() == 1 ? " test, " : " tests, ") + bad + " failed"
                + (skipped > 0 ? ", " + skipped + " skipped" : "");
    }

    String text() {
        if (left > 0) {
            page.append("\n").append(left).append(" more entries did not fit here; see the log.\n");
        }
        return page.append('\n').toString();
    }
}
