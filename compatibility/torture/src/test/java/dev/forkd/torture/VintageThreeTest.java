package dev.forkd.torture;

import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;

/** JUnit 3. */
public class VintageThreeTest extends TestCase {

    public VintageThreeTest(String name) {
        super(name);
    }

    @Override
    protected void setUp() {
        System.out.println("set up " + getName());
    }

    @Override
    protected void tearDown() {
        System.out.println("tear down");
    }

    public void testOne() {
        assertEquals(1, 1);
    }

    public void testTwo() {
        assertEquals("a", "a");
    }

    public static Test suite() {
        TestSuite suite = new TestSuite("a suite by hand");
        suite.addTest(new VintageThreeTest("testTwo"));
        suite.addTest(new VintageThreeTest("testOne"));
        return suite;
    }
}
