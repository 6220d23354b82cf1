package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(60)
class TimeoutsTest {

    @Test
    void inheritsTheClassTimeout() throws InterruptedException {
        Thread.sleep(120);
    }

    @Test
    @Timeout(value = 60_000, unit = TimeUnit.MILLISECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
    void inAThreadOfItsOwn() {
        assertEquals("t", Slug.of("T"));
    }

    @Test
    void asserted() {
        assertEquals("t", assertTimeout(Duration.ofMinutes(1), () -> Slug.of("T")));
        assertEquals("t", assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Slug.of("T")));
    }
}
