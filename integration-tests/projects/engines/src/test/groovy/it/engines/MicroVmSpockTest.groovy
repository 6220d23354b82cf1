package it.engines

import dev.forkd.junit.ForkdSandbox
import spock.lang.Specification

@ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
class MicroVmSpockTest extends Specification {
    def "never"() {
        expect:
        Where.leaveTrace(getClass()) == null
    }
}
