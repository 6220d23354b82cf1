package dev.forkd.torture;

import static org.junit.Assert.assertNotNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.Test;
import org.junit.experimental.runners.Enclosed;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

@RunWith(Enclosed.class)
public class VintageEnclosedTest {

    public static class First {
        @Test
        public void one() {
            System.out.println("enclosed");
        }
    }

    @RunWith(Parameterized.class)
    public static class Second {

        @Parameterized.Parameters(name = "{index}: {0} <{1}>")
        public static Collection<Object[]> data() {
            return List.of(new Object[] {"a", 1}, new Object[] {"b c", 2}, new Object[] {"[x](y)", 3});
        }

        @Parameterized.Parameter
        public String text;

        @Parameterized.Parameter(1)
        public int number;

        @Test
        public void named() {
            assertNotNull(text);
            System.out.println(text + number);
        }

        @Test
        public void another() {}
    }

    @RunWith(Parameterized.class)
    public static class Unnamed {

        private final int number;

        public Unnamed(int number) {
            this.number = number;
        }

        @Parameterized.Parameters
        public static Iterable<Integer> data() {
            return Arrays.asList(1, 2);
        }

        @Test
        public void prints() {
            System.out.println(number);
        }
    }
}
