package it.mixed

import dev.forkd.junit.ForkdSandbox
import spock.lang.Specification

/** Shares the sandboxes of the classes of Jupiter that ask for the same. */
@ForkdSandbox(env = "MIXED_GREETING=hello")
class SpockTest extends Specification {

    def "a feature"() {
        when:
        Whereabouts.tell("SpockTest.feature")

        then:
        true
    }

    def "#word in a table"() {
        when:
        Whereabouts.tell("SpockTest." + word)

        then:
        word.length() == 3

        where:
        word << ["one", "two"]
    }
}
