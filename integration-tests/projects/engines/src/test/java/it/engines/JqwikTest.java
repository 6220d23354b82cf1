package it.engines;

import dev.forkd.junit.ForkdSandbox;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;

@ForkdSandbox
class JqwikTest {
    @Property(tries = 20, seed = "42")
    void holds(@ForAll int any) {
        Where.mustBeInSandbox();
    }

    @Example
    void fails() {
        throw new IllegalStateException("as it should");
    }

    @Group
    class Inner {
        @Example
        void passes() {
            Where.mustBeInSandbox();
        }
    }
}
