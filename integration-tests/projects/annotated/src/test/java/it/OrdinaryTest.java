package it;

import org.junit.jupiter.api.Test;

class OrdinaryTest {
    @Test
    void runsHere() {
        System.out.println("ordinary in [" + System.getenv("SANDBOX_INDEX") + "]");
    }
}
