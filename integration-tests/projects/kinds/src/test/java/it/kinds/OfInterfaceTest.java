package it.kinds;

import org.junit.jupiter.api.Test;

class OfInterfaceTest implements Sandboxed {
    @Test
    void passes() {
        Where.mustBeInSandbox();
    }
}
