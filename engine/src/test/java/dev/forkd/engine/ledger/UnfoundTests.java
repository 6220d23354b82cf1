package dev.forkd.engine.ledger;

import static dev.forkd.engine.ledger.Ledgers.in;
import static dev.forkd.engine.ledger.Ledgers.reason;
import static dev.forkd.engine.ledger.Ledgers.type;
import static dev.forkd.engine.ledger.Ledgers.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.protocol.WorkerEvent.Unresolved;
import org.junit.jupiter.api.Test;

class UnfoundTests {

    private final String a = in(type("C"), "a");
    private final Unfound unfound = new Unfound(unit("C", "a", "b"));

    @Test
    void ids_that_a_worker_makes_up_take_no_room() {
        for (int i = 0; i < 1_000; i++) {
            unfound.add(new Unresolved(in(type("C"), "made-up-" + i), null));
            unfound.add(new Unresolved(in(a, "made-up-" + i), null));
        }

        assertThat(unfound.size()).isEqualTo(1);
    }

    @Test
    void the_first_reason_counts_also_if_it_is_that_of_an_invocation() {
        unfound.add(new Unresolved(in(a, "first"), reason("first")));
        unfound.add(new Unresolved(a, reason("second")));

        assertThat(unfound.reasonAt(a)).isEqualTo(reason("first"));
        assertThat(unfound.reasonAt(in(type("C"), "b"))).isNull();
    }
}
