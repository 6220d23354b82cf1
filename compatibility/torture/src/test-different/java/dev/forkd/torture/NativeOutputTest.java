package dev.forkd.torture;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Writes to the process's own output, past System.out. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NativeOutputTest {

    @Test
    @Order(1)
    void childProcess() throws Exception {
        System.out.println("around the child process");
        new ProcessBuilder("echo", "from a child process").inheritIO().start().waitFor();
    }

    @Test
    @Order(2)
    void fileDescriptor() throws IOException {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write("to the file descriptor\n".getBytes());
        out.flush();
    }

    @Test
    @Order(3)
    void nothing() {}
}
