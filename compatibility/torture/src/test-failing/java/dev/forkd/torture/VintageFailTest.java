package dev.forkd.torture;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.fail;

import org.hamcrest.CoreMatchers;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.runners.Enclosed;
import org.junit.experimental.theories.DataPoints;
import org.junit.experimental.theories.Theories;
import org.junit.experimental.theories.Theory;
import org.junit.rules.ErrorCollector;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Fails on purpose. */
@RunWith(Enclosed.class)
public class VintageFailTest {

    public static class Plain {
        @Rule
        public final ErrorCollector collector = new ErrorCollector();

        @After
        public void after() {
            System.out.println("after");
        }

        @Test
        public void comparison() {
            assertEquals("message", "abcdef", "abcxef");
        }

        @Test
        public void numbers() {
            assertEquals(1, 2);
        }

        @Test
        public void arrays() {
            Assert.assertArrayEquals(new int[] {1, 2}, new int[] {1, 3});
        }

        @Test
        public void matcher() {
            Assert.assertThat("reason", "text", CoreMatchers.containsString("other"));
        }

        @Test
        public void collected() {
            collector.addError(new IllegalStateException("first"));
            collector.checkThat("second", 1, CoreMatchers.is(2));
        }

        @Test(expected = IllegalStateException.class)
        public void nothingThrown() {}

        @Test(expected = IllegalStateException.class)
        public void wrongThrown() {
            throw new IllegalArgumentException("wrong");
        }

        @Test(timeout = 100)
        public void tooSlow() throws InterruptedException {
            System.out.println("before the timeout");
            Thread.sleep(60_000);
        }

        @Test
        public void error() {
            throw new StackOverflowError("not a real one");
        }
    }

    @RunWith(Parameterized.class)
    public static class Params {
        @Parameterized.Parameters(name = "<{0}>")
        public static Object[] data() {
            return new Object[] {1, 2, 3};
        }

        @Parameterized.Parameter
        public int number;

        @Test
        public void notTwo() {
            if (number == 2) {
                fail("two");
            }
        }
    }

    @RunWith(Parameterized.class)
    public static class BrokenParams {
        @Parameterized.Parameters
        public static Object[] data() {
            throw new IllegalStateException("no data");
        }

        @Test
        public void never() {}
    }

    @RunWith(Theories.class)
    public static class Theory1 {
        @DataPoints
        public static final String[] TEXTS = {"a", ""};

        @Theory
        public void notEmpty(String text) {
            Assert.assertFalse(text.isEmpty());
        }
    }

    public static class AfterClassFails {
        @Test
        public void passes() {}

        @AfterClass
        public static void afterClass() {
            System.out.println("after class");
            throw new IllegalStateException("after class");
        }
    }

    public static class NotPublic {
        @Test
        void invalid() {}
    }

    public static class StaticFails {
        static final int NUMBER = Integer.parseInt("x");

        @Test
        public void never() {}
    }
}
