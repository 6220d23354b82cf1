package dev.forkd.engine.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.engine.ledger.Attempts.Attempt;
import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Published;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A unit that runs several times, so that it is seen how often it fails. When all runs have ended, one of them is
 * reported: the first one with a failure, or else the last one; each of its tests tells the share of failures. Not
 * thread-safe; guarded by its {@link Ledger}.
 */
final class RepeatedUnit implements Composite {

    private static final int MAX_REASONS = 5;
    private static final int MAX_REASON = 200;

    private final UnitAccount whole;
    private final Unit unit;
    private final List<Attempt> runs = new ArrayList<>();
    private boolean reported;

    RepeatedUnit(UnitAccount whole, Unit unit, int times, Attempts attempts) {
        this.whole = whole;
        this.unit = unit;
        for (int number = 1; number <= times; number++) {
            runs.add(attempts.open(unit, number, this));
        }
    }

    @Override
    public UnitAccount whole() {
        return whole;
    }

    @Override
    public boolean hasOtherAttempts() {
        return true;
    }

    /** Waits for no other run than the first one. */
    @Override
    public UnitAccount stop(UnitAccount run) {
        runs.removeIf(other -> other.number() > 1 && !other.account().ended());
        return run;
    }

    @Override
    public void report(long micros) {
        if (reported || runs.stream().anyMatch(run -> !run.account().ended())) {
            return;
        }
        reported = true;
        List<Attempt> failed =
                runs.stream().filter(run -> !run.spool().failures().isEmpty()).toList();
        Attempt shown = failed.isEmpty() ? runs.get(runs.size() - 1) : failed.get(0);
        String share = share(failed);
        for (Entry entry = shown.spool().poll();
                entry != null;
                entry = shown.spool().poll()) {
            NodeEvent event = entry.event();
            if (event instanceof Finished finished && unit.leaves().contains(finished.id())) {
                whole.make(entry.micros(), Output.of(finished.id(), false, ("forkd: " + share + "\n").getBytes(UTF_8)));
                whole.make(entry.micros(), new Published(finished.id(), Map.of("forkd.repeat", share)));
            }
            whole.make(entry.micros(), event);
        }
        runs.forEach(run -> run.spool().discard());
    }

    private String share(List<Attempt> failed) {
        if (failed.isEmpty()) {
            return "passed in all " + counted(runs.size(), "run") + ", each in a sandbox of its own";
        }
        Map<String, Integer> reasons = new LinkedHashMap<>();
        failed.forEach(run -> reasons.merge(reason(run), 1, Integer::sum));
        return "failed in " + failed.size() + " of " + counted(runs.size(), "run") + ", each in a sandbox of its own: "
                + reasons.entrySet().stream()
                        .limit(MAX_REASONS)
                        .map(reason -> counted(reason.getValue(), "time") + " " + reason.getKey())
                        .collect(Collectors.joining("; "));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String reason(Attempt run) {
        String text = run.spool().failures().values().stream()
                .findFirst()
                .map(ThrowableData::text)
                .orElse("");
        String line = text.lines().findFirst().orElse("");
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "…" : line;
    }
}
