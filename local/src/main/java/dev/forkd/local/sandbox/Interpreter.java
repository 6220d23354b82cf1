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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A Python process in a sandbox that evaluates expressions, as the agent in a real guest does. It is not copied when
 * the sandbox is branched; a copy starts its own when it is needed. Thread-safe.
 */
final class Interpreter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader ANSWERS =
            JSON.readerFor(Answer.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** How long it may take until a process that was killed has ended. */
    private static final Duration DEATH_WITHIN = Duration.ofSeconds(5);

    private final Process process;
    /** Whether the process only waits for the interpreter, which it started in the sandbox. */
    private final boolean entered;

    private final ExecutorService threads;
    private final OutputStream requests;
    private final Lock writing = new ReentrantLock();
    private final Map<Long, CompletableFuture<EvalOutcome>> pending = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    /** Whether nothing more can be read from it, although its process may still be ending. */
    private volatile boolean silent;

    private Interpreter(Process process, boolean entered, ExecutorService threads) {
        this.process = process;
        this.entered = entered;
        this.threads = threads;
        this.requests = process.getOutputStream();
    }

    /**
     * Starts an interpreter.
     *
     * @param sandbox the sandbox to run it in
     * @param python the program
     * @param environment variables in addition to the sandbox's own
     * @param threads runs what reads answers and writes requests
     */
    static Interpreter start(Confinement sandbox, Path python, Map<String, String> environment, ExecutorService threads)
            throws IOException {
        List<String> command = new ArrayList<>(sandbox.entry());
        command.addAll(List.of(python.toString(), "-I", "-S", "-c", Scripts.INTERPRETER));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.workingDirectory().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(sandbox.environment());
        builder.environment().putAll(environment);
        Interpreter interpreter =
                new Interpreter(sandbox.launch(builder), !sandbox.entry().isEmpty(), threads);
        threads.execute(interpreter::read);
        return interpreter;
    }

    boolean alive() {
        return !silent && process.isAlive();
    }

    EvalOutcome eval(String code, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long number = numbers.incrementAndGet();
        CompletableFuture<EvalOutcome> answer = new CompletableFuture<>();
        pending.put(number, answer);
        try {
            byte[] line = (JSON.writeValueAsString(Map.of("id", number, "code", code)) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            return write(line, deadline)
                    ? answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                    : new EvalOutcome.TimedOut();
        } catch (IOException | ExecutionException e) {
            return new EvalOutcome.Closed();
        } catch (TimeoutException e) {
            return new EvalOutcome.TimedOut();
        } finally {
            pending.remove(number);
        }
    }

    /**
     * Sends a request. A process in the sandbox may have stopped the interpreter, so that it reads no more: it is then
     * killed, and the next request gets another one.
     *
     * @return {@code false} if others were writing all the time
     */
    private boolean write(byte[] line, long deadline) throws IOException, InterruptedException {
        if (!writing.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            // On a thread of its own, because only the end of everything that could read ends a blocked write.
            Future<?> written = threads.submit(() -> {
                requests.write(line);
                requests.flush();
                return null;
            });
            written.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            kill();
            throw new IOException("it reads nothing any more", e);
        } catch (ExecutionException e) {
            throw new IOException("it has closed its input", e);
        } finally {
            writing.unlock();
        }
        if (!process.isAlive()) {
            throw new IOException("it has ended");
        }
        return true;
    }

    /**
     * Kills only the interpreter itself, because what expressions have started lives on (contract 6.3). What entered
     * the sandbox for it does not see its end, since it has stopped as well.
     */
    private void kill() throws InterruptedException {
        if (entered) {
            process.children().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly().waitFor(DEATH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void read() {
        try (MappingIterator<Answer> answers = ANSWERS.readValues(process.getInputStream())) {
            while (answers.hasNextValue()) {
                accept(answers.nextValue());
            }
        } catch (IOException e) {
            process.destroyForcibly(); // The interpreter sent something else than an answer, or the sandbox has ended.
        } finally {
            // Before anybody is told, because whoever asks next must get another interpreter.
            silent = true;
            pending.values().forEach(answer -> answer.complete(new EvalOutcome.Closed()));
        }
    }

    private void accept(Answer answer) {
        CompletableFuture<EvalOutcome> asked = pending.get(answer.id());
        if (asked != null) {
            asked.complete(answer.outcome());
        }
    }

    /**
     * The interpreter's answer for one expression. It cannot be trusted, as code in the sandbox can make it say
     * anything; Jackson bounds the length of the texts.
     */
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
