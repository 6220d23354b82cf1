package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InheritedTest extends AbstractTitleTest {

    @Override
    String title() {
        return "From a Superclass";
    }

    @Test
    @Override
    void overridden() {
        assertEquals("from-a-superclass", Slug.of(title()));
    }
}
