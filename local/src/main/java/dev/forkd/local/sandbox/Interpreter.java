package dev.forkd.local.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A Python in a sandbox that evaluates expressions, as the agent in a real guest does. It is not copied with the sandbox;
 * a copy gets its own when it is asked. Thread-safe.
 */
final class Interpreter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader ANSWERS =
            JSON.readerFor(Answer.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Process process;
    private final OutputStream requests;
    private final Lock writing = new ReentrantLock();
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
        command.addAll(List.of(python.toString(), "-I", "-S", "-c", Scripts.INTERPRETER));
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
            return write(number, code, timeout)
                    ? answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    : new EvalOutcome.TimedOut();
        } catch (IOException | ExecutionException e) {
            return new EvalOutcome.Closed();
        } catch (TimeoutException e) {
            return new EvalOutcome.TimedOut();
        } finally {
            pending.remove(number);
        }
    }

    /** Whoever stops it, in the sandbox, keeps a writer waiting until the sandbox ends, but no other one. */
    private boolean write(long number, String code, Duration timeout) throws IOException, InterruptedException {
        byte[] line =
                (JSON.writeValueAsString(Map.of("id", number, "code", code)) + "\n").getBytes(StandardCharsets.UTF_8);
        if (!writing.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            requests.write(line);
            requests.flush();
        } finally {
            writing.unlock();
        }
        if (!process.isAlive()) {
            throw new IOException("it has ended");
        }
        return true;
    }

    private void read() {
        try (MappingIterator<Answer> answers = ANSWERS.readValues(process.getInputStream())) {
            while (answers.hasNextValue()) {
                accept(answers.nextValue());
            }
        } catch (IOException e) {
            process.destroyForcibly(); // It does not keep to the rules, or the sandbox has ended.
        } finally {
            pending.values().forEach(answer -> answer.complete(new EvalOutcome.Closed()));
        }
    }

    private void accept(Answer answer) {
        CompletableFuture<EvalOutcome> asked = pending.get(answer.id());
        if (asked != null) {
            asked.complete(answer.outcome());
        }
    }

    /** What it says of one expression. It can be made to say anything: Jackson bounds the length of texts. */
    private record Answer(
            @JsonProperty("id") long id,
            @JsonProperty("result") @Nullable String result,
            @JsonProperty("error") @Nullable String error) {

        EvalOutcome outcome() {
            if (result != null) {
                return new EvalOutcome.Value(result);
            }
            return error == null ? new EvalOutcome.Closed() : new EvalOutcome.Raised(error);
        }
    }
}
