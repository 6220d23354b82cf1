package it.initializers;

import static org.junit.jupiter.api.Assertions.fail;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import org.junit.jupiter.api.Test;

/** Nothing of it may run here, not even what it throws. */
@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
class GuardedTest {
    static final boolean TRACE = Trace.of("GuardedTest");

    @Test
    void passes() {}

    @Test
    void fails() {
        fail("as it should");
    }

    @Test
    void throwsItsOwn() throws OwnException {
        throw new OwnException("as it should");
    }
}
