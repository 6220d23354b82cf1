package app.second;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.other.Rules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** So that there are two classes, for two sandboxes. */
class SiblingTest {

    @Test
    void reads() {
        System.out.println(Path.of("").toAbsolutePath());
        assertEquals(3, Rules.names().size());
    }

    @Test
    void fails() {
        assertEquals("four", Rules.names().get(2));
    }
}
