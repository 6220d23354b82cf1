package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InterfaceTest implements SlugContract {

    @Override
    public String title() {
        return "From an Interface";
    }

    @Test
    void ofItsOwn() {
        assertEquals("from-an-interface", Slug.of(title()));
    }
}
