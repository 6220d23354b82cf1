package it.mixed

import dev.forkd.junit.ForkdSandbox
import org.junit.jupiter.api.Nested
import org.junit.jupiter.api.Test

/** Its constant is a static field of a companion, which ties nothing. */
@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
class KotlinTest {
    @Test
    fun outer() {
        Whereabouts.tell(NAME + "outer")
    }

    @Nested
    inner class Inner {
        @Test
        fun inner() {
            Whereabouts.tell(NAME + "inner")
        }
    }

    companion object {
        val NAME = "KotlinTest."
    }
}
