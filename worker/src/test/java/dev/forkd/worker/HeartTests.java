package dev.forkd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeartTests {

    private final AtomicInteger beats = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(6);

    @Test
    void goes_on_after_whatever_a_beat_throws() throws InterruptedException {
        List<Throwable> thrown = List.of(
                new UncheckedIOException(new IOException("disk full")), new OutOfMemoryError(), new ThreadDeath());
        try (Heart heart = new Heart(Duration.ofMillis(1), () -> {
            enough.countDown();
            int beat = beats.getAndIncrement();
            if (beat < thrown.size()) {
                sneakily(thrown.get(beat));
            }
        })) {
            heart.start();

            assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void goes_on_when_its_thread_is_interrupted_and_no_faster() throws InterruptedException {
        long start = System.nanoTime();
        try (Heart heart = new Heart(Duration.ofMillis(20), () -> {
            Thread.currentThread().interrupt();
            enough.countDown();
        })) {
            heart.start();

            assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(6 * 20));
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakily(Throwable throwable) throws E {
        throw (E) throwable;
    }
}
