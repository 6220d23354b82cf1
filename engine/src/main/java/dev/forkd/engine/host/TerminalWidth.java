package dev.forkd.engine.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The width of a terminal. It is read by {@code stty} from time to time, because users resize their windows. */
final class TerminalWidth implements IntSupplier {

    private static final int USUAL = 80;
    private static final int MIN = 20;
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private final Path terminal;
    private int columns = USUAL;
    private long askedAt = System.nanoTime() - ASK_EVERY.toNanos();

    TerminalWidth(Path terminal) {
        this.terminal = terminal;
    }

    @Override
    public int getAsInt() {
        if (System.nanoTime() - askedAt >= ASK_EVERY.toNanos()) {
            askedAt = System.nanoTime();
            columns = ask();
        }
        return columns;
    }

    private int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!stty.waitFor(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    return columns;
                }
                String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
                int told = answer.matches("\\d{1,5} \\d{1,5}") ? Integer.parseInt(answer.split(" ", 2)[1]) : 0;
                return told >= MIN ? told : columns;
            } finally {
                stty.destroyForcibly();
            }
        } catch (IOException e) {
            return columns;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return columns;
        }
    }
}
