package it.engines

import dev.forkd.junit.ForkdSandbox
import io.kotest.core.spec.style.FunSpec

@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
class SplitKotestTest : FunSpec({
    test("never") { Where.leaveTrace(SplitKotestTest::class.java) }
})
