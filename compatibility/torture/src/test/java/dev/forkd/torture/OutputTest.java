package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutputTest {

    private static final ExecutorService POOL = Executors.newSingleThreadExecutor();
    private static final CountDownLatch NEXT_TEST = new CountDownLatch(1);
    private static Thread survivor;

    static {
        System.out.println("static initialiser");
        System.err.println("static initialiser on err");
    }

    static class Lazy {
        static final String VALUE;

        static {
            System.out.println("static initialiser of another class");
            VALUE = "lazy";
        }
    }

    {
        System.out.println("instance initialiser");
    }

    OutputTest() {
        System.out.println("constructor");
    }

    @BeforeAll
    static void beforeAll() {
        System.out.println("before all");
        System.err.println("before all on err");
    }

    @BeforeEach
    void beforeEach() {
        System.err.println("before each on err");
    }

    @AfterEach
    void afterEach() {
        System.err.println("after each on err");
    }

    @AfterAll
    static void afterAll() {
        System.out.println("after all");
        System.err.println("after all on err");
        POOL.shutdownNow();
    }

    @Test
    @Order(1)
    void lazyClass() {
        System.out.println(Lazy.VALUE);
    }

    @Test
    @Order(2)
    void interleaved() {
        for (int i = 0; i < 50; i++) {
            System.out.println("out " + i);
            System.err.println("err " + i);
        }
    }

    @Test
    @Order(3)
    void withoutNewline() {
        System.out.print("out without newline");
        System.err.print("err without newline");
    }

    @Test
    @Order(4)
    void singleBytes() {
        for (byte b : "a byte at a time\n".getBytes(StandardCharsets.UTF_8)) {
            System.out.write(b);
        }
        System.out.flush();
    }

    @Test
    @Order(5)
    void megabyte() {
        String line = "0123456789".repeat(10);
        for (int i = 0; i < 10_000; i++) {
            System.out.println(line);
        }
    }

    @Test
    @Order(6)
    void megabyteAtOnce() {
        System.out.println("abcdefghij".repeat(100_000));
    }

    @Test
    @Order(7)
    void threads() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            int number = i;
            Thread thread = new Thread(() -> System.out.println("thread " + number));
            thread.start();
            thread.join();
        }
    }

    @Test
    @Order(8)
    void pool() throws Exception {
        Future<?> first = POOL.submit(() -> System.out.println("in the pool"));
        first.get();
        ForkJoinPool.commonPool().submit(() -> System.out.println("in the common pool")).get();
        IntStream.range(0, 3).forEach(i -> System.out.println("stream " + i));
    }

    @Test
    @Order(9)
    void poolAgain() throws Exception {
        POOL.submit(() -> System.out.println("the same pool thread in another test")).get();
    }

    @Test
    @Order(10)
    void startsASurvivor() {
        survivor = new Thread(() -> {
            try {
                NEXT_TEST.await();
                System.out.println("from a thread of an earlier test");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        survivor.start();
    }

    @Test
    @Order(11)
    void whileTheSurvivorPrints() throws InterruptedException {
        System.out.println("before");
        NEXT_TEST.countDown();
        survivor.join();
        System.out.println("behind");
    }

    @Test
    @Order(12)
    void replacedStreams() {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true));
        try {
            System.out.println("captured");
        } finally {
            System.setOut(out);
        }
        System.out.println("then printed: " + bytes.toString().strip());
    }

    @Test
    @Order(13)
    void log() {
        Logger logger = Logger.getLogger("torture.output");
        logger.setUseParentHandlers(false);
        StreamHandler handler = new StreamHandler(System.err, new java.util.logging.Formatter() {
            @Override
            public String format(java.util.logging.LogRecord record) {
                return record.getLevel() + ": " + record.getMessage() + "\n";
            }
        });
        logger.addHandler(handler);
        logger.log(Level.WARNING, "a warning");
        logger.log(Level.FINE, "nothing");
        handler.flush();
    }

    @Test
    @Order(15)
    void textThatLooksLikeAProtocol() {
        System.out.println(":maven-surefire-event:\u0008:sys-prop:x");
        System.out.println("{\"event\":\"finished\",\"id\":\"[engine:junit-jupiter]\"}");
        System.out.println("##teamcity[testFinished name='x']");
        System.out.println("<![CDATA[ ]]> <system-out> &amp; &#0;");
        System.out.println("carriage\rreturn\r\nand tab\t, null \u0000 and bell \u0007");
    }

    @Test
    @Order(16)
    void printedStackTrace() {
        IllegalStateException failure = new IllegalStateException("printed");
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "B.java", 1)});
        failure.printStackTrace();
    }

    @Test
    @Order(17)
    void formats() throws IOException {
        System.out.printf("%s %d%n", "printf", 1);
        System.out.append("appended\n");
        System.out.println(new char[] {'c', 'h'});
        System.out.println((Object) null);
        System.out.write("bytes\n".getBytes(StandardCharsets.UTF_8));
        System.out.println();
        assertTrue(!System.out.checkError());
    }

    @Test
    @Order(18)
    void childProcessThroughAPipe() throws Exception {
        Process process = new ProcessBuilder("echo", "from a child process").start();
        System.out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        process.waitFor();
    }

    @Test
    @Order(19)
    void standardInput() throws IOException {
        System.out.println(System.in != null);
    }

    @Nested
    class Inner {
        @BeforeEach
        void innerBeforeEach() {
            System.out.println("inner before each");
        }

        @Test
        void prints() {
            System.out.println("inner");
        }
    }
}
