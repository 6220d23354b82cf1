package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumingThat;

import org.junit.jupiter.api.Test;

/**
 * How a test uses the index of its sandbox: to give each sandbox a database, a port or an account of its own. The same
 * code works where there is no sandbox.
 */
class SandboxIndexTest {

    private static final String INDEX = System.getenv("SANDBOX_INDEX");

    static String schemaFor(String index) {
        return "orders_" + (index == null ? 0 : Integer.parseInt(index));
    }

    @Test
    void eachSandboxHasItsOwnSchema() {
        assertAll(
                () -> assertEquals("orders_0", schemaFor(null)),
                () -> assertEquals("orders_0", schemaFor("0")),
                () -> assertEquals("orders_3", schemaFor("3")),
                () -> assertTrue(schemaFor(INDEX).matches("orders_\\d+")));
    }

    @Test
    void indexIsBelowCount() {
        assumingThat(INDEX != null, () -> {
            String count = System.getenv("SANDBOX_COUNT");
            assertNotNull(count);
            int index = Integer.parseInt(INDEX);
            assertTrue(index >= 0 && index < Integer.parseInt(count), INDEX + " of " + count);
        });
    }

    /** With -Pforkd all tests belong into a sandbox: a silent run in process would go unnoticed otherwise. */
    @Test
    void runsWhereTheBuildSaysItDoes() {
        assumingThat(
                "all".equals(System.getProperty("forkd.scope")), () -> assertNotNull(INDEX, "not in a sandbox"));
    }
}
