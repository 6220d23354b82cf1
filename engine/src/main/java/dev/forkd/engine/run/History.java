package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.plan.UnitNames;
import dev.forkd.engine.ports.Clash;
import dev.forkd.schedule.Estimates;
import dev.forkd.schedule.FleetSize;
import dev.forkd.schedule.Timings;
import dev.forkd.schedule.TimingsFile;
import dev.forkd.schedule.UnitTimes;
import dev.forkd.worker.protocol.NodeIds;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The times of earlier runs. It orders the units, determines how many sandboxes are worthwhile, and records the times
 * of this run. If it cannot be used, the run goes on without it. Used by one thread.
 */
final class History {

    private static final double MILLIS = 1000;
    private static final double MICROS = 1e6;

    /** The processor time in seconds that starting a further worker takes on this machine. */
    private static final double LOCAL_START_SECONDS = 1.2;

    private static final double REMOTE_START_SECONDS = 0.1;
    private static final int MAX_REMOTE = 100;

    private final Optional<TimingsPlace> place;
    private final Host host;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Measurement> measurements = new HashMap<>();
    private Timings timings = Timings.none();
    private Set<String> alone = Set.of();
    private final Set<String> freshAlone = new TreeSet<>();
    private boolean measured;

    History(Optional<TimingsPlace> place, Host host) {
        this.place = place;
        this.host = host;
    }

    /** Replaces the costs of units by milliseconds, if the time of any of them is known. */
    List<Unit> applyTo(List<Unit> planned) {
        Map<String, Double> known = new TreeMap<>();
        timings = read();
        for (Unit unit : planned) {
            String name = UnitNames.nameOf(unit);
            Measurement measurement = new Measurement(unit);
            names.put(unit.id(), name);
            measurements.put(unit.id(), measurement);
            OptionalDouble seconds = timings.seconds(
                    name, measurement.names().values().stream().distinct().toList());
            seconds.ifPresent(time -> known.put(name, time));
        }
        if (known.isEmpty()) {
            return planned;
        }
        measured = true;
        Estimates estimates = new Estimates(known);
        SetUpCosts setUps = new SetUpCosts(planned, names, timings);
        return planned.stream()
                .map(unit -> {
                    String name = names.getOrDefault(unit.id(), unit.id());
                    Double seconds = known.get(name);
                    double own = seconds == null ? estimates.guess(name) : seconds - setUps.includedIn(unit);
                    return weighed(unit, name).costing(Math.round(MILLIS * own)).sharing(setUps.cost(unit));
                })
                .toList();
    }

    /**
     * With {@code n=auto}, returns settings with the number of sandboxes that is worthwhile; unchanged if no times are
     * known.
     */
    ForkdConfiguration sized(ForkdConfiguration configuration, List<Unit> units) {
        if (!configuration.autoN() || !measured) {
            return configuration;
        }
        boolean local = configuration.embedded();
        int processors = Runtime.getRuntime().availableProcessors();
        int n = FleetSize.of(
                units.stream().map(unit -> unit.cost() / MILLIS).toList(),
                local ? configuration.n() : MAX_REMOTE,
                local ? LOCAL_START_SECONDS / processors : REMOTE_START_SECONDS);
        host.say("forkd: n=auto: by the times of earlier runs more than " + n + (n == 1 ? " sandbox" : " sandboxes")
                + " would not end the run noticeably sooner.");
        return configuration.withN(n);
    }

    private Unit weighed(Unit unit, String name) {
        UnitTimes times = timings.units().get(name);
        if (times == null || times.tests().isEmpty() || unit.leaves().size() < 2) {
            return unit;
        }
        Measurement measurement = measurements.get(unit.id());
        Map<String, String> tests = measurement == null ? Map.of() : measurement.names();
        Map<String, Double> seconds = times.of(tests.values());
        Map<String, Long> weights = new HashMap<>();
        tests.forEach((leaf, test) -> weights.put(leaf, Math.round(MICROS * seconds.getOrDefault(test, 0.0))));
        return unit.weighing(weights);
    }

    /** Notes that the parts of a unit ran at the same time, so that its tests took longer than it did. */
    void ranInParts(String unit) {
        Measurement measurement = measurements.get(unit);
        if (measurement != null) {
            measurement.ranInParts();
        }
    }

    /** Tells whether a unit met an address in use in an earlier run. */
    boolean runsAlone(Unit unit) {
        return alone.contains(names.getOrDefault(unit.node(), unit.node()));
    }

    /** Notes which units met an address in use in this run. */
    void clashed(List<Clash> clashes) {
        clashes.stream()
                .filter(Clash::shouldRunAlone)
                .forEach(clash -> freshAlone.add(names.getOrDefault(clash.unit(), clash.unit())));
    }

    /** Tells whether the next run will know of this one, as far as can be told now. */
    boolean isKept() {
        return place.filter(kept -> !kept.file().isReport()).isPresent();
    }

    private Timings read() {
        if (place.isEmpty()) {
            return Timings.none();
        }
        try {
            TimingsFile.Content content = place.get().file().read();
            content.problem()
                    .ifPresent(problem -> host.say("forkd: of the times of earlier runs in "
                            + place.get().path() + " (forkd.timings) not all can be used: " + problem + "."));
            alone = content.alone();
            return content.timings();
        } catch (IOException e) {
            host.say("forkd: the times of earlier runs are not used: "
                    + place.get().path() + " (forkd.timings) cannot be read: " + e.getMessage());
            return Timings.none();
        }
    }

    void observe(Entry entry) {
        String node = entry.event().id();
        Measurement measurement = node == null ? null : measurements.get(NodeIds.unitOf(node));
        if (measurement != null) {
            measurement.observe(entry);
        }
    }

    /** Records the times of this run. Reports belong to the build, so only files in our own format are written. */
    void keep() {
        if (place.isEmpty()) {
            return;
        }
        Map<String, UnitTimes> fresh = new TreeMap<>();
        measurements.forEach((unit, measurement) -> {
            if (!measurement.isEmpty()) {
                String name = names.getOrDefault(unit, unit);
                UnitTimes known = timings.units().getOrDefault(name, UnitTimes.whole(0));
                fresh.put(name, measurement.times(known.setUp()));
            }
        });
        try {
            place.get().append(fresh, freshAlone);
        } catch (IOException e) {
            host.say("forkd: the times of this run are not kept: " + place.get().path()
                    + " (forkd.timings) cannot be written: " + e.getMessage());
        }
    }
}
