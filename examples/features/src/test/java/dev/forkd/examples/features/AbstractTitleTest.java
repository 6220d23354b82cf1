package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Not run by itself; its tests are reported under the class that inherits them. */
abstract class AbstractTitleTest {

    abstract String title();

    @Test
    void inherited() {
        assertNotEquals(title(), Slug.of(title()));
    }

    @Test
    void overridden() {
        throw new AssertionError("the subclass replaces this one");
    }

    @Nested
    class InheritedInner {

        @Test
        void ofTheSuperclass() {
            assertEquals(Slug.of(title()), Slug.of(title()));
        }
    }
}
