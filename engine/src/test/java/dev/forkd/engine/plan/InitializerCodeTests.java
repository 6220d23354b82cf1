package dev.forkd.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No enum here is initialized, or the test would not end well. */
class InitializerCodeTests {

    @ParameterizedTest
    @ValueSource(classes = {Plain.class, Weighed.class, TimeUnit.class, Described.class})
    void an_enum_that_only_makes_its_constants_runs_nothing(Class<?> type) {
        assertThat(InitializerCode.runsMore(type)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                StaticBlock.class,
                Constructor.class,
                Detour.class,
                OtherClass.class,
                WithBodies.class,
                Inheriting.class
            })
    void any_other_code_counts(Class<?> type) {
        assertThat(InitializerCode.runsMore(type)).isTrue();
    }

    @Test
    void a_class_whose_file_is_not_there_counts() {
        Object hidden = (Runnable) () -> {};

        assertThat(InitializerCode.runsMore(hidden.getClass())).isTrue();
    }

    enum Plain {
        ONE,
        TWO
    }

    enum Weighed {
        LIGHT(1),
        HEAVY(2);

        private final int weight;

        Weighed(int weight) {
            this.weight = weight;
        }

        String shown() {
            return String.format("%d kg", weight);
        }
    }

    interface Shown {
        default String shown() {
            return toString();
        }
    }

    enum Described implements Shown {
        ONE
    }

    enum StaticBlock {
        ONE;

        static {
            Other.run();
        }
    }

    enum Constructor {
        ONE;

        Constructor() {
            Other.run();
        }
    }

    enum Detour {
        ONE;

        static {
            first();
        }

        private static void first() {
            second();
        }

        private static void second() {
            Other.run();
        }
    }

    enum OtherClass {
        ONE(Other.VALUE);

        final int value;

        OtherClass(int value) {
            this.value = value;
        }
    }

    enum WithBodies {
        ONE {
            @Override
            int value() {
                return 1;
            }
        };

        abstract int value();
    }

    interface Loud {
        Object VALUE = Other.made();

        default Object value() {
            return VALUE;
        }
    }

    enum Inheriting implements Loud {
        ONE
    }

    static final class Other {

        static final int VALUE;

        static {
            VALUE = fail();
        }

        private Other() {}

        static void run() {
            fail();
        }

        static Object made() {
            return fail();
        }

        private static int fail() {
            throw new AssertionError("initialized");
        }
    }
}
