package dev.forkd.engine.report;

import dev.forkd.engine.Golden;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The report of a small run with a failure and a lost worker, as it was looked at. */
class GoldenReportTests {

    private static final long MICROS = 1_000_000;

    @Test
    void its_json() throws IOException {
        Golden.check("run.json", json());
    }

    private static String json() throws IOException {
        Runs runs =
                new Runs().unit("shop.CartTest", 3).unit("shop.OrderTest", 2).unit("shop.MailTest", 1);
        AtomicLong now = new AtomicLong();
        RunRecord record = runs.record(new Clock(now::get));
        runs.run(record, 0, 0, MICROS, 3 * MICROS, Outcome.FAILED);
        record.sandboxReady(1, "sb-lost");
        record.heard(1, "sb-lost", runs.id(1), MICROS, new Started(runs.id(1)));
        now.set(2 * MICROS);
        record.workerLost(1, "sb-lost", "its JVM ended with exit code 3");
        runs.run(record, 1, 1, 3 * MICROS, 4 * MICROS, Outcome.SUCCESSFUL);
        runs.run(record, 0, 2, 3 * MICROS, 5 * MICROS, Outcome.ABORTED);
        now.set(6 * MICROS);
        // The only thing that differs from run to run.
        return RunReport.json(record.data("1.2.3"))
                .replaceAll("\"(start|end)\" : \"[^\"]+\"", "\"$1\" : \"2026-01-02T03:04:05Z\"");
    }
}
