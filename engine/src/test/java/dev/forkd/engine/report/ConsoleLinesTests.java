package dev.forkd.engine.report;

import dev.forkd.engine.Golden;
import dev.forkd.engine.report.RunData.Again;
import dev.forkd.engine.report.RunData.Cache;
import dev.forkd.engine.report.RunData.Outcome;
import dev.forkd.engine.report.RunData.SandboxData;
import dev.forkd.engine.report.RunData.Totals;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines that a run says, as they were looked at. */
class ConsoleLinesTests {

    private static final List<Running> RUNNING =
            List.of(new Running("CartTest", 12.34, 3), new Running("LogTest", 1, 0));

    @Test
    void progress() throws IOException {
        Golden.check(
                "progress.txt",
                lines(
                        new Standing(0, 120, 0, 0, 0, 0.2, List.of()).line(),
                        new Standing(3, 120, 41, 0, 0.03, 4, RUNNING).line(),
                        new Standing(34, 120, 567, 2, 0.4, 43, RUNNING).line(),
                        new Standing(1, 1, 1, 0, 1, 3, List.of()).line()));
    }

    @Test
    void the_end() throws IOException {
        Golden.check(
                "end.txt",
                lines(
                        Ending.line(run(new Totals(120, 2_345, 0, 17, 0, 4, 0, 171.2, 2.1, 3.4, 0))),
                        Ending.line(run(new Totals(120, 2_345, 3, 0, 0, 4, 1, 171.2, 2.1, 3.4, 5_300_000))),
                        Ending.line(run(
                                new Totals(120, 2_345, 0, 0, 0, 4, 0, 171.2, 2.1, 3.4, 5_300_000),
                                new Cache("dependencies", "fj-0123abcd-0123456789abcdef01234567-89abcdef", true))),
                        Ending.line(run(
                                new Totals(120, 2_345, 0, 0, 0, 4, 0, 171.2, 2.1, 3.4, 5_300),
                                new Cache("dependencies", "fj-0123abcd-0123456789abcdef01234567-89abcdef", false))),
                        Ending.line(run(new Totals(1, 1, 0, 0, 0, 1, 0, 20.5, 2.1, 0.4, 0))),
                        Ending.line(run(new Totals(7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))));
    }

    /** As a log of CI has them, between the lines of Surefire. */
    @Test
    void a_log_of_ci() throws IOException {
        Golden.check(
                "ci-log.txt",
                lines(
                        "[INFO] forkd: " + new Standing(33, 120, 551, 0, 0.39, 41, RUNNING).line(),
                        "[INFO] Running org.example.OrderTest",
                        "[ERROR] Tests run: 16, Failures: 2, Errors: 0, Skipped: 0, Time elapsed: 1.204 s <<< FAILURE!",
                        "[INFO] forkd: " + new Standing(52, 120, 830, 2, 0.55, 51, RUNNING).line(),
                        "[INFO] Running org.example.CartTest",
                        "[INFO] Tests run: 9, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 22.7 s",
                        "[INFO] forkd: "
                                + Ending.line(run(new Totals(120, 2_345, 2, 17, 0, 4, 0, 171.2, 2.1, 3.4, 0)))
                                + ". Report: target/forkd/run.html"));
    }

    private static RunData run(Totals totals) {
        return run(totals, new Cache("off", null, false));
    }

    private static RunData run(Totals totals, Cache cache) {
        Again none = null;
        List<SandboxData> sandboxes = List.of(new SandboxData(0, "sb-0", 0.0, 1.0, 50.3, null, 0, none));
        return new RunData(
                RunData.SCHEMA,
                "0.1.0",
                Outcome.passed,
                null,
                "",
                "",
                50.3,
                null,
                null,
                cache,
                totals,
                sandboxes,
                List.of(),
                List.of());
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
