package dev.forkd.engine.run;

import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.plan.Timings;
import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The times of earlier runs, if the user keeps them: orders the units and takes down what they took. A history that
 * cannot be used costs its benefit, never the run. Used by one thread.
 */
final class History {

    private static final double MICROS = 1e6;

    private final Optional<Path> file;
    private final Host host;
    private final Set<String> units = new HashSet<>();
    private final Map<String, Long> starts = new HashMap<>();
    private final Map<String, Double> measured = new TreeMap<>();

    History(Optional<Path> file, Host host) {
        this.file = file;
        this.host = host;
    }

    List<Unit> applyTo(List<Unit> planned) {
        planned.forEach(unit -> units.add(unit.id()));
        return known().applyTo(planned);
    }

    private Timings known() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Timings.none();
        }
        try {
            return Timings.read(file.get());
        } catch (IOException e) {
            host.say("forkd: the times of earlier runs are not used: " + file.get()
                    + " (forkd.timings) cannot be read: " + e.getMessage());
            return Timings.none();
        }
    }

    void observe(Entry entry) {
        if (entry.event() instanceof Started started && units.contains(started.id())) {
            starts.put(started.id(), entry.micros());
        } else if (entry.event() instanceof Finished finished && starts.containsKey(finished.id())) {
            measured.put(finished.id(), (entry.micros() - starts.get(finished.id())) / MICROS);
        }
    }

    /** Reports belong to the build; only a history of our own is written. */
    void keep() {
        if (file.isEmpty()
                || measured.isEmpty()
                || Files.isDirectory(file.get())
                || file.get().toString().endsWith(".xml")) {
            return;
        }
        try {
            // Read again: another module's run may have written it meanwhile.
            known().with(measured).write(file.get());
        } catch (IOException e) {
            host.say("forkd: the times of this run are not kept: " + file.get() + " (forkd.timings) cannot be written: "
                    + e.getMessage());
        }
    }
}
