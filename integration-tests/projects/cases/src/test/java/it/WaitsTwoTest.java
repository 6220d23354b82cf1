package it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Says that it runs and then waits, for at most two minutes, until it is let go. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class WaitsTwoTest {
    @Test
    void a_before() {}

    @Test
    void b_waits() throws IOException, InterruptedException {
        Path directory = Executions.directory();
        Files.writeString(directory.resolve("waiting-Two"), "");
        for (int i = 0; i < 1200 && !Files.exists(directory.resolve("go")); i++) {
            Thread.sleep(100);
        }
    }

    @Test
    void c_after() {}
}
