package dev.forkd.torture;

import org.junit.jupiter.api.Test;

class HeapTest {

    /** Depends on the collector too. */
    @Test
    void maximum() {
        System.out.println(Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB");
    }
}
