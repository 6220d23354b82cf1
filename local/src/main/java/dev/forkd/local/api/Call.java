package dev.forkd.local.api;

import dev.forkd.local.fault.Effect;
import dev.forkd.local.http.Request;
import java.util.List;
import java.util.Optional;

/** A request that has found its route, with the faults that strike it. */
record Call(Request request, List<String> variables, List<Effect> effects) {

    /** The id, tag or name in the path. */
    String name() {
        return variables.isEmpty() ? "" : variables.get(0);
    }

    <E extends Effect> Optional<E> effect(Class<E> type) {
        return effects.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
