package dev.forkd.torture;

import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changes what belongs to the whole JVM and puts it back. */
class PollutionTest {

    private static final Locale LOCALE = Locale.getDefault();
    private static final TimeZone ZONE = TimeZone.getDefault();

    @BeforeAll
    static void pollute() {
        Locale.setDefault(Locale.GERMANY);
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        System.setProperty("torture.pollution", "yes");
    }

    @AfterAll
    static void clean() {
        Locale.setDefault(LOCALE);
        TimeZone.setDefault(ZONE);
        System.clearProperty("torture.pollution");
    }

    @Test
    void german() {
        System.out.println(String.format("%,.2f", 1234.5));
        System.out.println(TimeZone.getDefault().getID() + " " + System.getProperty("torture.pollution"));
    }

    @Test
    void interruptedThread() {
        Thread.currentThread().interrupt();
        System.out.println("interrupted");
    }

    @Test
    void afterTheInterruptedOne() {
        Thread.interrupted();
        System.out.println("clean");
    }
}
