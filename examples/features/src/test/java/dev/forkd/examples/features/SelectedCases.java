package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Its name matches no include pattern: only {@link SelectingSuiteTest} runs it. */
class SelectedCases {

    @Test
    void reachedThroughASuite() {
        assertEquals("s", Slug.of("S"));
    }
}
