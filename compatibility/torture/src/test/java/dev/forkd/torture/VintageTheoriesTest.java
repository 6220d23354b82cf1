package dev.forkd.torture;

import static org.junit.Assume.assumeTrue;

import org.junit.experimental.theories.DataPoints;
import org.junit.experimental.theories.Theories;
import org.junit.experimental.theories.Theory;
import org.junit.runner.RunWith;

@RunWith(Theories.class)
public class VintageTheoriesTest {

    @DataPoints
    public static final int[] NUMBERS = {0, 1, 2};

    @Theory
    public void sum(int a, int b) {
        assumeTrue(a < b);
        System.out.println(a + " " + b);
    }
}
