package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@link InheritanceTest} inherits. */
final class InheritedParts {

    private InheritedParts() {}

    interface Contract {
        @BeforeAll
        static void interfaceBeforeAll() {
            System.out.println("before all of the interface");
        }

        @BeforeEach
        default void interfaceBeforeEach() {
            System.out.println("before each of the interface");
        }

        @Test
        default void fromTheInterface() {
            System.out.println(subject());
        }

        Object subject();
    }

    interface Second {
        @Test
        default void fromTheSecondInterface() {}
    }

    abstract static class Base<T> {

        @BeforeEach
        void baseBeforeEach() {
            System.out.println("before each of the base");
        }

        @Test
        void inherited() {}

        @Test
        void overridden() {}

        @Test
        void generic() {
            assertTrue(make() instanceof String);
        }

        abstract T make();

        @Nested
        class InheritedNested {
            @Test
            void here() {
                System.out.println(make());
            }

            @Nested
            class Deeper {
                @Test
                void andHere() {}
            }
        }
    }
}
