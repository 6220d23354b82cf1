package it.engines;

import dev.forkd.junit.ForkdSandbox;
import net.jqwik.api.Example;

@ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
class MicroVmJqwikTest {
    @Example
    void never() {
        Where.leaveTrace(getClass());
    }
}
