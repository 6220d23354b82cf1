package dev.forkd.engine.report;

import dev.forkd.engine.report.RunData.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last line of a run. */
final class Ending {

    private Ending() {}

    static String line(RunData run) {
        Totals totals = run.totals();
        if (totals.sandboxes() == 0) {
            return "no test was run; ended after " + Texts.seconds(run.seconds());
        }
        List<String> parts = new ArrayList<>();
        parts.add(Texts.count(totals.classes(), "test class", "test classes") + ", "
                + Texts.count(totals.tests(), "test", "tests")
                + counted(totals.failed(), "failed") + counted(totals.flaky(), "flaky")
                + counted(totals.skipped(), "skipped") + " in "
                + Texts.count(totals.sandboxes(), "sandbox", "sandboxes")
                + (totals.lost() == 0 ? "" : " (" + Texts.count(totals.lost(), "worker", "workers") + " lost)"));
        parts.add(Texts.seconds(run.seconds())
                + (totals.timesFaster() > 1
                        ? String.format(
                                Locale.ROOT,
                                ", %.1f times faster than its classes one after the other (%s)",
                                totals.timesFaster(),
                                Texts.seconds(totals.testSeconds()))
                        : ", its classes by themselves " + Texts.seconds(totals.testSeconds())));
        parts.add(Texts.seconds(totals.startSeconds()) + " until the first class began");
        if (totals.bytesShipped() > 0) {
            parts.add("shipped " + Texts.bytes(totals.bytesShipped()) + kept(run.cache()));
        }
        return String.join("; ", parts);
    }

    private static String kept(RunData.Cache cache) {
        if (cache.tag() == null) {
            return "";
        }
        return cache.made()
                ? ", of which " + cache.tag() + " keeps the " + cache.keeps() + " for the next build"
                : "; " + cache.tag() + " had the rest";
    }

    private static String counted(int number, String what) {
        return number == 0 ? "" : ", " + number + " " + what;
    }
}
