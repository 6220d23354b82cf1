package dev.forkd.action.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One step: its main part while it runs and afterwards, and then its post part. */
public final class EmulatedStep {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final RunnerEmulator runner;
    private final Map<String, String> inputs;
    private final Path files;
    private final Process process;
    private final CommandParser parser = new CommandParser();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> readers = new ArrayList<>();

    EmulatedStep(RunnerEmulator runner, String main, Map<String, String> inputs) {
        this.runner = runner;
        this.inputs = inputs;
        this.files = runner.stepFiles();
        try {
            this.process = runner.launch(main, files, inputs, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read(process.getInputStream(), readers);
        read(process.getErrorStream(), readers);
    }

    private void read(InputStream stream, List<Thread> into) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    parser.process(line);
                    log.add(line);
                }
            } catch (IOException e) {
                // The process is gone.
            }
        });
        reader.setDaemon(true);
        reader.start();
        into.add(reader);
    }

    /** Waits for the end. */
    public int await() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the step did not end within " + LIMIT + ":\n" + text());
            }
            for (Thread reader : readers) {
                reader.join(5000); // What the runner, too, grants the streams.
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets it run for a while; tells whether it ended meanwhile. */
    public boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Cancels as the runner does: SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL, and only to the direct child. */
    public int cancel() {
        try {
            signal("INT");
            if (!process.waitFor(7500, TimeUnit.MILLISECONDS)) {
                signal("TERM");
                if (!process.waitFor(2500, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return await();
    }

    /** Cancels it when it has not ended in time; then the job goes on, with the step's post part at its end. */
    public int timeOutAfter(Duration limit) {
        try {
            return endsWithin(limit.toMillis()) ? await() : cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its own directory, once the launcher has made it. */
    public Path directory() {
        return Path.of(values("state").getOrDefault("directory", "not made yet"));
    }

    /** Kills the direct child only. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Kills the program, so that nothing of this step can clean up. */
    public void killProgram() {
        process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the post part to its end. */
    public int post(String script) {
        try {
            Process post = runner.launch(script, files, inputs, values("state"));
            List<Thread> postReaders = new ArrayList<>();
            read(post.getInputStream(), postReaders);
            read(post.getErrorStream(), postReaders);
            if (!post.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                post.destroyForcibly();
                throw new AssertionError("the post step did not end within " + LIMIT + ":\n" + text());
            }
            for (Thread reader : postReaders) {
                reader.join(5000);
            }
            return post.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it printed so far. */
    public String text() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    /** The commands it gave so far. */
    public List<CommandParser.Command> commands() {
        return parser.executed();
    }

    /** Whether it left commands stopped. */
    public boolean commandsStopped() {
        return parser.stopped();
    }

    /** The texts of its commands of one kind. */
    public List<String> said(String command) {
        return commands().stream()
                .filter(c -> c.name().equals(command))
                .map(CommandParser.Command::data)
                .toList();
    }

    /** Its outputs, as later steps see them. */
    public Map<String, String> outputs() {
        return values("output");
    }

    /** Its summary. */
    public String summary() {
        return file("step_summary");
    }

    /** A file of the runner, raw. */
    public String file(String name) {
        try {
            return Files.readString(files.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> values(String name) {
        return FileCommands.parse(file(name));
    }
}
