package it.flaky;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(retries = 1)
class EndsItsWorkerTest {

    @Test
    void endsItsJvmTheFirstTime() throws Exception {
        if (Attempts.next("ending") == 1) {
            Runtime.getRuntime().halt(9);
        }
    }
}
