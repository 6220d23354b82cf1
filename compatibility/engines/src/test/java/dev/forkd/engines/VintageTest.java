package dev.forkd.engines;

import static org.junit.Assert.assertEquals;

import org.junit.Ignore;
import org.junit.Test;

public class VintageTest {

    @Test
    public void empty() {
        System.out.println("Vintage");
        assertEquals(0, new Basket().size());
    }

    @Test
    @Ignore("not now")
    public void ignored() {}
}
