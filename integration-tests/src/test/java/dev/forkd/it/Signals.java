package dev.forkd.it;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends signals that the JDK cannot send. */
final class Signals {

    private Signals() {}

    /**
     * Sends one.
     *
     * @param name for example {@code INT}
     * @param target a process id, or a process group's with a minus before it
     */
    static void send(String name, String target) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, "--", target)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("kill -" + name + " " + target + " failed");
        }
    }
}
