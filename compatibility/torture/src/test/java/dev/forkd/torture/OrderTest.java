package dev.forkd.torture;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

@TestClassOrder(ClassOrderer.Random.class)
class OrderTest {

    private static int sequence;

    static void next(Object test) {
        sequence++;
        System.out.println(sequence + " " + test.getClass().getSimpleName());
    }

    @Nested
    @TestMethodOrder(MethodOrderer.Random.class)
    class RandomMethods {
        @Test
        void a() {
            next(this);
            System.out.println("a");
        }

        @Test
        void b() {
            next(this);
            System.out.println("b");
        }

        @Test
        void c() {
            next(this);
            System.out.println("c");
        }

        @Test
        void d() {
            next(this);
            System.out.println("d");
        }
    }

    @Nested
    @TestMethodOrder(MethodOrderer.MethodName.class)
    class ByName {
        @Test
        void b() {
            next(this);
        }

        @Test
        void a() {
            next(this);
        }
    }

    @Nested
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class PerClass {
        private final List<String> state = new ArrayList<>();

        @BeforeAll
        void beforeAll() {
            state.add("before all");
        }

        @Test
        @Order(2)
        void second() {
            state.add("second");
            next(this);
        }

        @Test
        @Order(1)
        void first() {
            state.add("first");
            next(this);
        }

        @AfterAll
        void afterAll() {
            System.out.println(state);
        }
    }
}
