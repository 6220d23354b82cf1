package dev.forkd.torture;

import org.junit.Ignore;
import org.junit.Test;

@Ignore("the whole class")
public class VintageIgnoredClassTest {

    @Test
    public void one() {}

    @Test
    public void two() {}
}
