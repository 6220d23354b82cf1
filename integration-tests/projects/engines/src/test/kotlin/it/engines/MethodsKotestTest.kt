package it.engines

import dev.forkd.junit.ForkdSandbox
import io.kotest.core.spec.style.FunSpec

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class MethodsKotestTest : FunSpec({
    test("one") { Where.mustBeInSandbox() }
    test("two") { Where.mustBeInSandbox() }
})
