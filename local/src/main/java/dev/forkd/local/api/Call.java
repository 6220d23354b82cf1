package dev.forkd.local.api;

import dev.forkd.local.fault.Effect;
import dev.forkd.local.http.Request;
import java.util.List;
import java.util.Optional;

/** A request for which a route was found, with the faults that apply to it. */
record Call(Request request, List<String> variables, List<Effect> effects) {

    /** The first variable of the path: an id, a tag or a name. */
    String name() {
        return variables.isEmpty() ? "" : variables.get(0);
    }

    <E extends Effect> Optional<E> effect(Class<E> type) {
        return effects.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
