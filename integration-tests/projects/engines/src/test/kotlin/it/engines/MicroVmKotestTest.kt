package it.engines

import dev.forkd.junit.ForkdSandbox
import io.kotest.core.spec.style.FunSpec

@ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
class MicroVmKotestTest : FunSpec({
    test("never") { Where.leaveTrace(MicroVmKotestTest::class.java) }
})
