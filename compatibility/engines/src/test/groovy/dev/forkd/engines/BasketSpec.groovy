package dev.forkd.engines

import spock.lang.Ignore
import spock.lang.Issue
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.Unroll

@Issue("1")
class BasketSpec extends Specification {

    def setup() {
        println "set up"
    }

    def "a basket that is empty"() {
        expect:
        new Basket().size() == 0
    }

    def "#item makes #size"() {
        when:
        def basket = new Basket().add(item)

        then:
        basket.size() == size

        where:
        item    | size
        "paper" | 1
        "<ink>" | 1
    }

    def "with a mock"() {
        given:
        Runnable runnable = Mock()

        when:
        runnable.run()

        then:
        1 * runnable.run()
    }

    @Ignore("not now")
    def "ignored"() {
        expect:
        false
    }
}
