package it.engines

import dev.forkd.junit.ForkdSandbox
import io.kotest.core.spec.style.FunSpec

@ForkdSandbox
class KotestTest : FunSpec({
    test("passes") { Where.mustBeInSandbox() }
    context("a group") {
        test("fails") { throw IllegalStateException("as it should") }
        xtest("is not run") {}
    }
})
