package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run in parallel by a Surefire execution of its own: passes only if two tests are open at the same time. */
@Execution(ExecutionMode.CONCURRENT)
class RunsConcurrently {

    private static final CountDownLatch BOTH = new CountDownLatch(2);

    @Test
    void one() throws InterruptedException {
        BOTH.countDown();
        assertTrue(BOTH.await(30, TimeUnit.SECONDS));
    }

    @Test
    void other() throws InterruptedException {
        BOTH.countDown();
        assertTrue(BOTH.await(30, TimeUnit.SECONDS));
    }

    @RepeatedTest(5)
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void locked() {
        System.setProperty("torture.locked", "x");
        System.clearProperty("torture.locked");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void invocations(int number) throws InterruptedException {
        Thread.sleep(number);
    }
}
