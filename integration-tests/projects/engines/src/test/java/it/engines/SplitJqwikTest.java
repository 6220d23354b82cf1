package it.engines;

import dev.forkd.junit.ForkdSandbox;
import net.jqwik.api.Example;

@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
class SplitJqwikTest {
    @Example
    void never() {
        Where.leaveTrace(getClass());
    }
}
