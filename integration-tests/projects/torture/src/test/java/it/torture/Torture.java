package it.torture;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A test that does harm, and one before and one after it that do none. */
@TestMethodOrder(MethodOrderer.MethodName.class)
abstract class Torture {

    abstract void harm() throws Throwable;

    @Test
    void a_before() {
        System.out.println("before");
    }

    @Test
    void b_harm() throws Throwable {
        System.out.println("harm");
        harm();
    }

    @Test
    void c_after() {
        System.out.println("after");
    }

    /** Runs a script as the test's own user would; it finds the pid of this JVM in $1. */
    static void shell(String script) throws Exception {
        new ProcessBuilder("sh", "-c", script, "sh", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
    }

    static void sleep(long seconds) {
        try {
            Thread.sleep(seconds * 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
