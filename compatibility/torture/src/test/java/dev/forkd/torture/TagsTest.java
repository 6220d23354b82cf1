package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("zulu")
@Tag("alpha")
@Tag("mike")
class TagsTest {

    @Retention(RetentionPolicy.RUNTIME)
    @Tag("composed-2")
    @Tag("composed-1")
    @Test
    @interface ComposedTest {}

    @Test
    @Tag("yankee")
    @Tag("bravo")
    void inOrder(TestInfo info) {
        System.out.println(info.getTags());
    }

    @Test
    @Tags({@Tag("c"), @Tag("b"), @Tag("a"), @Tag("b")})
    void repeated(TestInfo info) {
        System.out.println(info.getTags());
    }

    @ComposedTest
    void composed(TestInfo info) {
        System.out.println(info.getTags());
    }

    @ParameterizedTest
    @Tag("of-template")
    @ValueSource(ints = {1, 2})
    void template(int number, TestInfo info) {
        assertTrue(info.getTags().contains("of-template"));
    }

    @Test
    @Tag("auto-detected")
    void autoDetectedExtension() {}

    @Nested
    @Tag("nested")
    class Inner {
        @Test
        void inherits(TestInfo info) {
            System.out.println(info.getTags());
        }
    }
}
