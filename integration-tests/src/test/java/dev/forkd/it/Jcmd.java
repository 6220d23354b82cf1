package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the threads of another JVM do, for the message of a test that waited for it in vain. */
final class ThreadDump {

    private ThreadDump() {}

    static String of(long pid) {
        try {
            Path dump = Files.createTempFile("threads", ".txt");
            try {
                Process jcmd = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(pid),
                                "Thread.print")
                        .redirectErrorStream(true)
                        .redirectOutput(dump.toFile())
                        .start();
                if (!jcmd.waitFor(10, TimeUnit.SECONDS)) {
                    jcmd.destroyForcibly();
                    return "The JVM " + pid + " does not answer jcmd.";
                }
                return Files.readString(dump, UTF_8);
            } finally {
                Files.delete(dump);
            }
        } catch (IOException e) {
            return "No thread dump of " + pid + ": " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "No thread dump of " + pid + ": interrupted";
        }
    }
}
