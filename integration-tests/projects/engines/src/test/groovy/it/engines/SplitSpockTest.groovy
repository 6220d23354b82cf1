package it.engines

import dev.forkd.junit.ForkdSandbox
import spock.lang.Specification

@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
class SplitSpockTest extends Specification {
    def "never"() {
        expect:
        Where.leaveTrace(getClass()) == null
    }
}
