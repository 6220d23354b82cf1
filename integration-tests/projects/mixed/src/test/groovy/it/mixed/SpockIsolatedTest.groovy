package it.mixed

import dev.forkd.junit.ForkdSandbox
import spock.lang.Shared
import spock.lang.Specification

/** Each feature starts from a set-up of its own. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class SpockIsolatedTest extends Specification {

    @Shared
    int features = 0

    def "the first"() {
        when:
        Whereabouts.tell("SpockIsolatedTest.first")

        then:
        features++ < 2
    }

    def "the second"() {
        when:
        Whereabouts.tell("SpockIsolatedTest.second")

        then:
        features++ < 2
    }
}
