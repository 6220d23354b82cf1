package it.kinds;

import org.junit.jupiter.api.Test;

@OwnSandbox
class ComposedTest {
    @Test
    void passes() {
        Where.mustBeInSandbox();
    }
}
