package app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

@ApplicationScoped
public class Counter {

    private final AtomicInteger count = new AtomicInteger();

    public int count() {
        return count.incrementAndGet();
    }
}
