package dev.forkd.engines

import io.kotest.core.spec.style.DescribeSpec
import io.kotest.matchers.shouldBe

class KotestTest : DescribeSpec({
    describe("a basket") {
        it("is empty at first") {
            println("Kotest")
            Basket().size() shouldBe 0
        }
        describe("with one item") {
            it("holds one") { Basket().add("x").size() shouldBe 1 }
            xit("is not tested here") { 1 shouldBe 2 }
        }
    }
})
