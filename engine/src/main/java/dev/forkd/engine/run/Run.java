package dev.forkd.engine.run;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.replay.AfterCancellation;
import dev.forkd.engine.report.RunReport;
import dev.forkd.engine.workers.Freezes;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.SandboxNeeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A run of the Launcher, on a separate thread beside the one that replays. Units that need the same kind of sandbox
 * share a fleet. The fleets run one after the other, so that there are never more sandboxes than the settings allow,
 * and so that each fleet finds what the tests of the previous ones have written.
 */
final class Run {

    private final List<FleetRun> fleets = new ArrayList<>();
    private final ControllerConnections controllers;

    private final Ledger ledger;

    Run(
            ForkdConfiguration configuration,
            List<Unit> units,
            Predicate<Unit> mayRunApart,
            Predicate<Unit> runsAlone,
            PropertySnapshot properties,
            boolean assertions,
            Map<String, String> parameters,
            Ledger ledger,
            EventDecoder decoder,
            RunReport report,
            Host host) {
        this.ledger = ledger;
        Freezes freezes = new Freezes(configuration.freeze());
        Map<Group, List<Unit>> alike = new LinkedHashMap<>();
        units.forEach(unit -> alike.computeIfAbsent(Group.of(unit), group -> new ArrayList<>())
                .add(unit));
        controllers = HeadStart.connections(configuration, host);
        alike.forEach((group, its) -> fleets.add(new FleetRun(
                configuration,
                group.needs(),
                its,
                mayRunApart,
                runsAlone,
                controllers,
                alike.size() == 1,
                properties,
                assertions,
                parameters,
                ledger,
                decoder,
                freezes,
                report,
                host)));
    }

    /**
     * What all units of a fleet have in common.
     *
     * @param needs what their sandboxes must be like
     * @param unit the id of a unit whose tests run separately, because its fleet starts from the set-up of this class
     *     only; empty for all other units
     */
    private record Group(SandboxNeeds needs, String unit) {

        static Group of(Unit unit) {
            SandboxNeeds needs = unit.demands().needs();
            return new Group(needs, needs.isolation() == Isolation.METHOD ? unit.id() : "");
        }
    }

    /** Performs the run; never throws. */
    void perform() {
        try {
            fleets.forEach(FleetRun::perform);
        } finally {
            if (fleets.stream().noneMatch(FleetRun::isKept)) {
                controllers.close();
            }
        }
    }

    /** Starts nothing more, and reports units that have not begun as cancelled. */
    void cancel() {
        fleets.forEach(FleetRun::cancel);
        ledger.cancel(AfterCancellation.REASON);
    }

    /** Deletes the run's files on this machine, if the run did not end in time. */
    void deleteFiles() {
        fleets.forEach(FleetRun::deleteFiles);
        controllers.deleteFiles();
    }
}
