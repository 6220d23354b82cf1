package it.engines

import dev.forkd.junit.ForkdSandbox
import spock.lang.Specification
import spock.lang.Stepwise

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
@Stepwise
class OrderedSpockTest extends Specification {
    def "never"() {
        expect:
        Where.leaveTrace(getClass()) == null
    }

    def "nor this"() {
        expect:
        true
    }
}
