package dev.forkd.local.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Python in a sandbox that evaluates expressions, as the agent in a real guest does. It is not copied with the sandbox;
 * a copy gets its own when it is asked. Thread-safe.
 */
final class Interpreter {
    private static final String SOURCE = source();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final OutputStream requests;
    private final Map<Long, CompletableFuture<EvalOutcome>> pending = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private Interpreter(Process process) {
        this.process = process;
        this.requests = process.getOutputStream();
    }

    /**
     * Starts one.
     *
     * @param sandbox where
     * @param python the program
     * @param environment variables besides the sandbox's own
     * @param readers runs what reads its answers
     */
    static Interpreter start(Confinement sandbox, Path python, Map<String, String> environment, ExecutorService readers)
            throws IOException {
        List<String> command = new ArrayList<>(sandbox.entry());
        command.addAll(List.of(python.toString(), "-I", "-S", "-c", SOURCE));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.workingDirectory().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(sandbox.environment());
        builder.environment().putAll(environment);
        Interpreter interpreter = new Interpreter(sandbox.launch(builder));
        readers.execute(interpreter::read);
        return interpreter;
    }

    boolean alive() {
        return process.isAlive();
    }

    EvalOutcome eval(String code, Duration timeout) throws InterruptedException {
        long number = numbers.incrementAndGet();
        CompletableFuture<EvalOutcome> answer = new CompletableFuture<>();
        pending.put(number, answer);
        try {
            write(number, code);
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (IOException | ExecutionException e) {
            return new EvalOutcome.Closed();
        } catch (TimeoutException e) {
            return new EvalOutcome.TimedOut();
        } finally {
            pending.remove(number);
        }
    }

    private void write(long number, String code) throws IOException {
        byte[] line =
                (JSON.writeValueAsString(Map.of("id", number, "code", code)) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (requests) {
            requests.write(line);
            requests.flush();
        }
        if (!process.isAlive()) {
            throw new IOException("it has ended");
        }
    }

    private void read() {
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                accept(JSON.readTree(line));
            }
        } catch (IOException e) {
            process.destroyForcibly(); // It does not keep to the rules, or the sandbox has ended.
        } finally {
            pending.values().forEach(answer -> answer.complete(new EvalOutcome.Closed()));
        }
    }

    private void accept(JsonNode answer) throws JsonProcessingException {
        CompletableFuture<EvalOutcome> asked = pending.get(answer.path("id").asLong());
        if (asked == null) {
            return;
        }
        if (answer.has("result")) {
            asked.complete(new EvalOutcome.Value(answer.get("result").asText()));
        } else if (answer.has("error")) {
            asked.complete(new EvalOutcome.Raised(answer.get("error").asText()));
        } else {
            asked.complete(new EvalOutcome.Closed());
        }
    }

    private static String source() {
        try (InputStream source = Interpreter.class.getResourceAsStream("interpreter.py")) {
            if (source == null) {
                throw new IllegalStateException("interpreter.py is missing from the jar");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
