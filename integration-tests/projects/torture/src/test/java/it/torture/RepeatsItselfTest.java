package it.torture;

import org.junit.jupiter.api.RepeatedTest;

class RepeatsItselfTest {

    @RepeatedTest(100_000)
    void again() {}
}
