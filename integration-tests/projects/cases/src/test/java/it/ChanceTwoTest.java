package it;

import org.junit.jupiter.api.Test;

/** Does not end before the other class was run by another worker. */
class ChanceTwoTest {

    @Test
    void draws() throws Exception {
        Chance.record();
        Chance.awaitBoth();
    }
}
