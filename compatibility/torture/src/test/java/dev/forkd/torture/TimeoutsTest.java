package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {

    @BeforeEach
    @Timeout(30)
    void before() {
        System.out.println("before");
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void separateThread() {
        System.out.println("printed in a separate thread");
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SAME_THREAD)
    void sameThread() {
        System.out.println("printed in the same thread");
    }

    @ParameterizedTest
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ValueSource(ints = {1, 2})
    void invocations(int number) {
        System.out.println("invocation " + number);
    }

    @Test
    void preemptively() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> System.out.println("preemptively"));
        assertTimeout(Duration.ofSeconds(30), () -> System.out.println("not preemptively"));
    }

    @Test
    void takesAWhile() throws InterruptedException {
        Thread.sleep(300);
    }
}
