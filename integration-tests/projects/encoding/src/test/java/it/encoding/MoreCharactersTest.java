package it.encoding;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

@DisplayName("Gr\u00fc\u00dfe")
class MoreCharactersTest {

    @Test
    void publishes(TestReporter reporter) {
        reporter.publishEntry("gr\u00fcn", "\u6f22\u5b57");
    }

    @Test
    void writes_bytes_that_are_no_characters_here() {
        System.out.write(new byte[] {(byte) 0xe9, (byte) 0xff, '\n'}, 0, 3);
        System.out.flush();
    }
}
