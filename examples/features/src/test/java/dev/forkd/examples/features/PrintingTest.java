package dev.forkd.examples.features;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prints from every place a test can print from; the order is fixed so that two runs print alike. */
@TestMethodOrder(OrderAnnotation.class)
class PrintingTest {

    PrintingTest() {
        System.out.println("constructor");
    }

    @BeforeAll
    static void beforeAll() {
        System.out.println("before all");
        System.err.println("before all, on err");
    }

    @BeforeEach
    void beforeEach() {
        System.out.println("before each");
    }

    @AfterEach
    void afterEach() {
        System.out.println("after each");
    }

    @AfterAll
    static void afterAll() {
        System.out.println("after all");
    }

    @Test
    @Order(1)
    void outAndErr() {
        System.out.println("to out");
        System.err.println("to err");
    }

    @Test
    @Order(2)
    void noLineEnd() {
        System.out.print("no line end");
    }

    @Test
    @Order(3)
    void notOnlyAscii() {
        System.out.println("ünïcödé \u20ac \ud83d\ude00 <tag attribute=\"x\"> & ]]> done");
        System.out.println("control: \t|\u001b[31mred\u001b[0m|\u0007|");
    }

    @Test
    @Order(4)
    void childThread() throws InterruptedException {
        Thread child = new Thread(() -> System.out.println("from a child thread"), "child");
        child.start();
        child.join();
    }

    @Test
    @Order(5)
    void manyLines() {
        for (int i = 0; i < 200; i++) {
            System.out.printf("line %03d of a longer text%n", i);
        }
    }

    /** Looks like what a tool in between might take for its own: it is only text. */
    @Test
    @Order(6)
    void likeACommand() {
        System.out.println("::error::not a workflow command");
        System.out.println("{\"event\":\"finished\",\"id\":\"not an event\"}");
    }

    @ParameterizedTest
    @Order(7)
    @ValueSource(strings = {"first", "second"})
    void eachInvocation(String which) {
        System.out.println("invocation " + which);
    }

    @Test
    @Order(8)
    void silent() {}
}
