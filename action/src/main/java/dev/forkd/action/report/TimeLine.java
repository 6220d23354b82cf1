package dev.forkd.action.report;

import dev.forkd.action.run.ShardEnd;
import dev.forkd.action.run.ShardResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A Mermaid chart that shows when each sandbox worked, which GitHub draws. It contains no text from a sandbox. */
final class TimeLine {
    private static final int MAX_ROWS = 40;
    private static final Duration MAX_SPAN = Duration.ofHours(23);

    private final List<ShardResult> results;

    TimeLine(List<ShardResult> results) {
        this.results = results;
    }

    /**
     * Tells whether a chart is helpful: there are several sandboxes, but not too many, and the run was shorter than a
     * day.
     */
    boolean useful() {
        return results.size() > 1 && results.size() <= MAX_ROWS && span(results).compareTo(MAX_SPAN) < 0;
    }

    /** The time from the start of the first sandbox to the end of the last. */
    static Duration span(List<ShardResult> results) {
        return results.stream()
                .map(result -> result.start().plus(result.duration()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    String render() {
        StringBuilder chart = new StringBuilder(
                "```mermaid\ngantt\n    dateFormat HH:mm:ss.SSS\n    axisFormat " + axis(span(results)) + "\n");
        for (ShardResult result : results) {
            Duration end = result.start().plus(result.duration()).plusMillis(1);
            chart.append("    section ")
                    .append(result.index())
                    .append("\n    ")
                    .append(result.status())
                    .append(", ")
                    .append(Page.seconds(result.duration()))
                    .append(" :")
                    .append(result.end() == ShardEnd.CANCELLED ? "done, " : result.failed() ? "crit, " : "")
                    .append(clock(result.start()))
                    .append(", ")
                    .append(clock(end))
                    .append('\n');
        }
        return chart.append("```\n\n").toString();
    }

    private static String axis(Duration span) {
        return span.toSeconds() < 10 ? "%S.%L" : span.toMinutes() < 60 ? "%M:%S" : "%H:%M";
    }

    private static String clock(Duration time) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }
}
