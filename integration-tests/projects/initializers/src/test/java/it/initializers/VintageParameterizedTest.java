package it.initializers;

import static org.junit.Assert.assertNotNull;

import dev.forkd.junit.ForkdSandbox;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

@ForkdSandbox
@RunWith(Parameterized.class)
public class VintageParameterizedTest {
    static final boolean TRACE = Trace.of("VintageParameterizedTest");

    @Parameterized.Parameter
    public String text;

    @Parameterized.Parameters
    public static Object[] texts() {
        return new Object[] {"a", "b"};
    }

    @Test
    public void passes() {
        assertNotNull(text);
    }
}
