package it;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TaggedTest {
    @Test
    @Tag("chosen")
    void chosen() {}

    @Test
    void other() {}

    @Nested
    class Inner {
        @Test
        @Tag("chosen")
        void chosenToo() {}

        @Test
        void otherToo() {}
    }
}
