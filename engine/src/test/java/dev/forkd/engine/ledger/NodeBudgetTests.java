package dev.forkd.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What workers make up is bounded, and one that takes much leaves something to the others. */
class NodeBudgetTests {

    private static final long MIB = 1L << 20;

    private final NodeBudget budget = new NodeBudget(100 * MIB);

    @Test
    void one_worker_gets_three_times_what_it_leaves() {
        long first = fill(budget.open());
        long second = fill(budget.open());

        assertThat(first).isBetween(90_000L, 98_000L);
        assertThat(second).isBetween(first / 4 - 100, first / 4 + 100);
        assertThat(budget.open().take(100)).isTrue();
    }

    @Test
    void who_takes_little_is_not_bothered_by_one_that_takes_all_it_can() {
        NodeBudget.Share honest = budget.open();
        for (int i = 0; i < 1_000; i++) {
            assertThat(honest.take(300)).isTrue();
        }
        for (int i = 0; i < 2; i++) {
            fill(budget.open());
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(honest.take(300)).isTrue();
        }
    }

    @Test
    void long_texts_count() {
        NodeBudget.Share share = budget.open();
        int nodes = 0;
        while (share.take(1 << 20)) {
            nodes++;
        }

        assertThat(nodes).isBetween(70, 76);
    }

    private static long fill(NodeBudget.Share share) {
        while (share.take(20)) {
            assertThat(share.count()).isLessThan(1_000_000);
        }
        return share.count();
    }
}
