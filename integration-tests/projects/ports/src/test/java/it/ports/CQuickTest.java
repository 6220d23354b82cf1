package it.ports;

import org.junit.jupiter.api.Test;

class CQuickTest {

    @Test
    void passes() {}
}
