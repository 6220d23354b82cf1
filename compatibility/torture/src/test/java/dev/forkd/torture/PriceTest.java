package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PriceTest {

    @Test
    void reduced() {
        Price price = new Price(1000);
        assertSame(price, price.reducedBy(0));
        assertEquals(750, price.reducedBy(25).cents());
        assertThrows(IllegalArgumentException.class, () -> price.reducedBy(101));
    }
}
