package dev.forkd.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.ForkdSandbox.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("UnusedVariable") // The fields of its examples are only looked at.
class MethodTiesTests {

    static Stream<Arguments> tied() {
        return Stream.of(
                Arguments.of(OneInstance.class, "@TestInstance(PER_CLASS) on " + OneInstance.class.getName()),
                Arguments.of(InOrder.class, "@TestMethodOrder on " + InOrder.class.getName()),
                Arguments.of(Numbered.class, "@Order on " + Numbered.class.getName() + ".second()"),
                Arguments.of(NestedInOrder.class, "@TestClassOrder on " + NestedInOrder.class.getName()),
                Arguments.of(Remembering.class, "the static field " + Remembering.class.getName() + ".seen"),
                Arguments.of(Inheriting.class, "the static field " + Remembering.class.getName() + ".seen"),
                Arguments.of(Around.class, "@TestInstance(PER_CLASS) on " + Around.Inner.class.getName()));
    }

    @ParameterizedTest
    @MethodSource
    void tied(Class<?> type, String expected) {
        assertThat(MethodTies.of(type).ties()).singleElement().asString().contains(expected);
        assertThat(MethodTies.of(type).isFree()).isFalse();
    }

    @Test
    void a_refusal_names_class_attribute_condition_and_remedy() {
        assertThat(SandboxPolicy.of(Split1.class).orElseThrow().contradiction())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(
                                "@ForkdSandbox on " + Split1.class.getName(),
                                "split = METHODS",
                                Remembering.class.getName() + ".seen is not final",
                                "isolation = METHOD",
                                "leave split out"));
        assertThat(SandboxPolicy.of(Split2.class).orElseThrow().contradiction())
                .hasValueSatisfying(text ->
                        assertThat(text).contains("split = METHODS and isolation = CLASS", "Leave one of them out"));
        assertThat(SandboxPolicy.of(Split3.class).orElseThrow().contradiction())
                .hasValueSatisfying(text ->
                        assertThat(text).contains("split = METHODS and isolation = METHOD", "Leave one of them out"));
        assertThat(SandboxPolicy.of(Split4.class).orElseThrow().contradiction()).isEmpty();
    }

    @Test
    void what_runs_once_for_a_class_is_told_and_no_tie() {
        MethodTies ties = MethodTies.of(SetUp.class);

        assertThat(ties.ties()).isEmpty();
        assertThat(ties.repeated())
                .containsExactly(
                        "@BeforeAll " + SetUp.class.getName() + ".fill()",
                        "the extension " + OnClasses.class.getName(),
                        "what is in the static field " + SetUp.class.getName() + ".DIRECTORY",
                        "what is in the static field " + SetUp.class.getName() + ".WHOLE");
        assertThat(ties.isFree()).isFalse();
    }

    @Test
    void nothing_ties_an_ordinary_class() {
        assertThat(MethodTies.of(Free.class).isFree()).isTrue();
        assertThat(MethodTies.of(Free.class).choosesLifecycle()).isFalse();
        assertThat(MethodTies.of(OneInstance.class).choosesLifecycle()).isTrue();
        assertThat(MethodTies.of(Around.class).choosesLifecycle()).isFalse();
    }

    @Test
    void the_class_is_not_initialized() {
        MethodTies.of(Explosive.class);
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    private static class OneInstance {}

    @TestMethodOrder(MethodOrderer.MethodName.class)
    private static class InOrder {}

    private static class Numbered {
        @Test
        @Order(2)
        void second() {}
    }

    @TestClassOrder(ClassOrderer.ClassName.class)
    private static class NestedInOrder {}

    private static class Remembering {
        static int seen;

        @Test
        void see() {
            seen++;
        }
    }

    private static class Inheriting extends Remembering {}

    private static class Around {
        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
        class Inner {}
    }

    private static final class OnClasses implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {}
    }

    private static final class OnMethods implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {}
    }

    @ExtendWith({OnClasses.class, OnMethods.class})
    private static class SetUp {
        @TempDir
        static Path DIRECTORY;

        @RegisterExtension
        private static final OnClasses WHOLE = new OnClasses();

        @RegisterExtension
        private static final OnMethods EACH = new OnMethods();

        static List<String> filled = new ArrayList<>();

        @BeforeAll
        static void fill() {
            filled = new ArrayList<>(List.of("a"));
        }
    }

    @ExtendWith(OnMethods.class)
    private static class Free {
        private static final int MAX = 3;
        int own;

        @Test
        void change() {
            own = MAX;
        }
    }

    private static class Explosive {
        static {
            explode();
        }

        private static void explode() {
            throw new AssertionError("initialized");
        }
    }

    @ForkdSandbox(split = Split.METHODS)
    private static final class Split1 extends Remembering {}

    @ForkdSandbox(split = Split.METHODS, isolation = Isolation.CLASS)
    private static final class Split2 {}

    @ForkdSandbox(split = Split.METHODS, isolation = Isolation.METHOD)
    private static final class Split3 {}

    @ForkdSandbox(split = Split.METHODS)
    private static final class Split4 extends Free {}
}
