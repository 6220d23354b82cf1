package dev.forkd.engine.run;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunReport;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.SandboxNeeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of the Launcher, on a thread of its own beside the one that replays. Units that need the same of their sandboxes
 * share a fleet. One fleet follows the other, so that there are never more sandboxes than the settings allow, and what
 * the tests of one have written is there for the next.
 */
final class Run {

    private final List<FleetRun> fleets = new ArrayList<>();
    private final Ledger ledger;

    Run(
            ForkdConfiguration configuration,
            List<Unit> units,
            PropertySnapshot properties,
            boolean assertions,
            Map<String, String> parameters,
            Ledger ledger,
            EventDecoder decoder,
            RunReport report,
            Host host) {
        this.ledger = ledger;
        Map<Group, List<Unit>> alike = new LinkedHashMap<>();
        units.forEach(unit -> alike.computeIfAbsent(Group.of(unit), group -> new ArrayList<>())
                .add(unit));
        alike.forEach((group, its) -> fleets.add(new FleetRun(
                configuration,
                group.needs(),
                its,
                alike.size() == 1,
                properties,
                assertions,
                parameters,
                ledger,
                decoder,
                report,
                host)));
    }

    /**
     * What shares a fleet.
     *
     * @param needs what its sandboxes have in common
     * @param unit of a class whose tests run apart, from a set-up of its own; else empty
     */
    private record Group(SandboxNeeds needs, String unit) {

        static Group of(Unit unit) {
            SandboxNeeds needs = unit.demands().needs();
            return new Group(needs, needs.isolation() == Isolation.METHOD ? unit.id() : "");
        }
    }

    /** Does it all; never throws. */
    void perform() {
        fleets.forEach(FleetRun::perform);
    }

    /** Starts nothing more and reports what has not begun as cancelled. */
    void cancel() {
        fleets.forEach(FleetRun::cancel);
        ledger.cancel("Execution cancelled");
    }

    /** Deletes the files on this machine when the run did not end in time. */
    void deleteFiles() {
        fleets.forEach(FleetRun::deleteFiles);
    }
}
