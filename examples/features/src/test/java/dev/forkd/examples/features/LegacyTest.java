package dev.forkd.examples.features;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.FixMethodOrder;
import org.junit.Ignore;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestName;
import org.junit.runners.MethodSorters;

/** JUnit 4, run by the Vintage engine. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class LegacyTest {

    @Rule
    public final TestName name = new TestName();

    @BeforeClass
    public static void beforeClass() {
        System.out.println("before class");
    }

    @Before
    public void before() {
        System.out.println("before " + name.getMethodName());
    }

    @After
    public void after() {
        System.out.println("after " + name.getMethodName());
    }

    @Test
    public void passes() {
        assertEquals("old", Slug.of("Old"));
    }

    @Test(expected = IllegalArgumentException.class)
    public void expectsAnException() {
        Slug.of("");
    }

    @Test
    @Ignore("for now")
    public void ignored() {}

    @Test
    public void assumes() {
        assumeTrue("not today", false);
    }
}
