package it.engines

import dev.forkd.junit.ForkdSandbox
import spock.lang.Specification

@ForkdSandbox
class SpockTest extends Specification {
    def "passes"() {
        expect:
        Where.mustBeInSandbox() == null
    }

    def "#item fails"() {
        when:
        throw new IllegalStateException("as it should")

        then:
        noExceptionThrown()

        where:
        item << ["a", "b"]
    }
}
