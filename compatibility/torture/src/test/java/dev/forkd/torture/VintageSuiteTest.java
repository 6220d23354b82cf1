package dev.forkd.torture;

import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;

@RunWith(Suite.class)
@Suite.SuiteClasses({VintageSuiteTest.A.class, VintageSuiteTest.B.class})
public class VintageSuiteTest {

    public interface Slow {}

    public static class A {
        @Test
        @Category(Slow.class)
        public void slow() {
            System.out.println("slow");
        }
    }

    @Category(Slow.class)
    public static class B {
        @Test
        public void one() {}

        @Test
        public void two() {
            System.out.println("two");
        }
    }
}
