package it.initializers;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ForkdSandbox
@ExtendWith(OwnExtension.class)
@DisplayName("everything")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverythingTest extends Above {
    static final boolean TRACE = Trace.of("EverythingTest");

    @TempDir
    static Path directory;

    @RegisterExtension
    static final OwnExtension EXTENSION = new OwnExtension();

    static Stream<String> texts() {
        return Stream.of("a", "b");
    }

    @ParameterizedTest
    @MethodSource
    void texts(String text) {
        assertNotNull(text);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void kinds(Kind kind) {
        assertNotNull(kind);
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        return Stream.of("x", "y").map(name -> DynamicTest.dynamicTest(name, () -> {}));
    }

    @Nested
    class Inner {
        static final boolean TRACE = Trace.of("EverythingTest.Inner");

        @Test
        void inside() {
            assertTrue(TRACE);
        }
    }

    enum Kind {
        ONE,
        TWO;

        static final boolean TRACE = Trace.of("Kind");
    }
}
