package it;

import dev.forkd.junit.fixtures.Sandbox;
import org.junit.jupiter.api.Test;

/** Lacks {@code @SandboxFixtures}. Runs only where it is named. */
class TakesASandbox {

    @Test
    void getsNone(Sandbox sandbox) {
        sandbox.close();
    }
}
