package dev.forkd.examples.features;

import org.junit.BeforeClass;
import org.junit.Test;

/** Fails on purpose, in JUnit 4. */
public class LegacySetUpFailsTest {

    @BeforeClass
    public static void fail() {
        throw new IllegalStateException("no set-up");
    }

    @Test
    public void never() {}
}
