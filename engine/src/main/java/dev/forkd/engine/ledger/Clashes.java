package dev.forkd.engine.ledger;

import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.ports.Clash;
import dev.forkd.engine.ports.Clash.Ending;
import dev.forkd.engine.ports.PortHolder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The units that met an address in use, each once, and how they are run again alone. Guarded by {@link Ledger}. */
final class Clashes {

    private final Map<String, Consumer<Unit>> again = new HashMap<>();
    private final Map<String, Met> met = new LinkedHashMap<>();

    private record Met(Unit unit, PortHolder holder, @Nullable Ending ending, @Nullable RetriedUnit attempts) {

        Clash clash() {
            Ending end = attempts == null ? Objects.requireNonNull(ending) : attempts.ending();
            return new Clash(unit.node(), unit.name(), holder, end);
        }
    }

    void expect(Collection<Unit> units, Consumer<Unit> runAlone) {
        units.forEach(unit -> again.put(unit.node(), runAlone));
    }

    /** Returns what runs a unit alone; null if its sandbox shares no network, or it has met an address in use before. */
    @Nullable
    Consumer<Unit> expected(Unit unit) {
        return met.containsKey(unit.node()) ? null : again.get(unit.node());
    }

    void failsAsItIs(Unit unit, PortHolder holder, Ending why) {
        met.put(unit.node(), new Met(unit, holder, why, null));
    }

    void heldBack(Unit unit, PortHolder holder, RetriedUnit attempts) {
        met.put(unit.node(), new Met(unit, holder, null, attempts));
    }

    List<Clash> all() {
        return met.values().stream().map(Met::clash).toList();
    }
}
