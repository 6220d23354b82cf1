package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Asks another JVM about itself. */
final class Jcmd {

    private Jcmd() {}

    /** Returns the answer, or why there is none. */
    static String ask(long pid, String command) {
        try {
            Path answer = Files.createTempFile("jcmd", ".txt");
            try {
                Process jcmd = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(pid),
                                command)
                        .redirectErrorStream(true)
                        .redirectOutput(answer.toFile())
                        .start();
                if (!jcmd.waitFor(10, TimeUnit.SECONDS)) {
                    jcmd.destroyForcibly();
                    return "The JVM " + pid + " does not answer jcmd.";
                }
                return Files.readString(answer, UTF_8);
            } finally {
                Files.delete(answer);
            }
        } catch (IOException e) {
            return "No answer of " + pid + ": " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "No answer of " + pid + ": interrupted";
        }
    }
}
