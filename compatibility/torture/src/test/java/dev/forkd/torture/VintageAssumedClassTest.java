package dev.forkd.torture;

import org.junit.Assume;
import org.junit.BeforeClass;
import org.junit.Test;

public class VintageAssumedClassTest {

    @BeforeClass
    public static void assume() {
        System.out.println("before class");
        Assume.assumeTrue("not here", false);
    }

    @Test
    public void one() {}
}
