package it.shared;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** What starts a server once for all classes, in the way of Jupiter's user guide. */
@ExtendWith(Shares.Starts.class)
abstract class Shares {

    /** It keeps the resource in the store of the root, so that it lives as long as the plan. */
    static final class Starts implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            Object resource = context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent("resource", key -> new Resource());
            assertNotNull(resource);
        }
    }

    /** It says when it starts and when it ends. */
    static final class Resource implements CloseableResource {

        Resource() {
            Journal.tell("resource started");
        }

        @Override
        public void close() {
            Journal.tell("resource closed");
        }
    }

    @Test
    void runs() {
        Journal.tell("test " + getClass().getSimpleName());
        long wanted = Long.getLong("it.workers");
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (Journal.read().stream()
                            .filter(line -> line.contains(" test "))
                            .map(line -> line.split(" ")[0])
                            .distinct()
                            .count()
                    < wanted) {
                Thread.onSpinWait();
            }
        });
    }
}
