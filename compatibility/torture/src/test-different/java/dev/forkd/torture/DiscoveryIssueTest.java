package dev.forkd.torture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** JUnit logs issues before the first test; Surefire puts them under whichever test is reported first. */
class DiscoveryIssueTest {

    @Test
    @DisplayName("")
    void blankName() {}

    interface Contract {
        @Nested
        class NestedInAnInterface {
            @Test
            void never() {}
        }
    }

    @Nested
    class Inner implements Contract {
        @Test
        void runs() {}
    }
}
