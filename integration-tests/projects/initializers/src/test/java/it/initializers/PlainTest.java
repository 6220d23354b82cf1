package it.initializers;

import static org.junit.jupiter.api.Assertions.fail;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox
class PlainTest {
    static final boolean TRACE = Trace.of("PlainTest");

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
