package dev.forkd.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

@Tag("second")
@Tag("first")
class PropertiesTest {

    @Property(tries = 20, seed = "42")
    void grows(@ForAll("items") String item) {
        assertEquals(1, new Basket().add(item).size());
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> items() {
        return net.jqwik.api.Arbitraries.strings().alpha().ofLength(3);
    }

    @Example
    @Label("an example: with a label")
    void example() {
        System.out.println("jqwik");
    }

    @Group
    class Inner {
        @Example
        void nested() {}
    }
}
