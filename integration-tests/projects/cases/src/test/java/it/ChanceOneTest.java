package it;

import org.junit.jupiter.api.Test;

/** Long enough that another worker gets the other class. */
class ChanceOneTest {

    @Test
    void draws() throws Exception {
        Chance.record();
        Thread.sleep(1500);
    }
}
