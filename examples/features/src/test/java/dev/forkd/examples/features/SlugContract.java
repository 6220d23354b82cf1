package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that are default methods of an interface. */
interface SlugContract {

    String title();

    @BeforeEach
    default void announce() {
        System.out.println("contract for " + title());
    }

    @Test
    default void slugOfASlugIsItself() {
        String slug = Slug.of(title());
        assertEquals(slug, Slug.of(slug));
    }

    @Test
    default void hasNoSpace() {
        assertEquals(-1, Slug.of(title()).indexOf(' '));
    }
}
