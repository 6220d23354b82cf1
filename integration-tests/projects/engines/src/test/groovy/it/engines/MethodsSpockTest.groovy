package it.engines

import dev.forkd.junit.ForkdSandbox
import spock.lang.Specification

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class MethodsSpockTest extends Specification {
    static int count

    def "one"() {
        expect:
        Where.mustBeFirst(count++) == null
    }

    def "two"() {
        expect:
        Where.mustBeFirst(count++) == null
    }
}
