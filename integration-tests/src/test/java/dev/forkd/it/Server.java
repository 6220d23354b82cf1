package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The stand-alone local controller as a process of its own, on a free port. */
final class Server implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("listens on (http://\\S+?),");

    private final Process process;
    private final URI url;
    private final String description;

    private Server(Process process, URI url, String description) {
        this.process = process;
        this.url = url;
        this.description = description;
    }

    static Server start(Home home, String... options) throws IOException {
        Path log = Files.createTempFile(home.root(), "server-", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Settings.path("it.server").toString(),
                "--state-root",
                home.state().resolve("forkd").resolve("local").toString()));
        command.addAll(List.of(options));
        if (!command.contains("--port")) {
            command.addAll(List.of("--port", "0"));
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put(Home.MARK, home.mark());
        Process process = builder.start();
        try {
            Awaitility.await("the server listens")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            !process.isAlive() || LISTENS.matcher(read(log)).find());
            Matcher matcher = LISTENS.matcher(read(log));
            if (!matcher.find()) {
                throw new AssertionError("the server does not listen: " + read(log));
            }
            return new Server(process, URI.create(matcher.group(1)), read(log));
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Its sandboxes look like guests with a disk of their own: of a build they have nothing but the JDK. Needs
     * namespaces.
     */
    static Server elsewhere(Home home, Project project, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        for (Path hidden :
                List.of(project.directory(), Repository.path(), Settings.path("it.maven.repository"), home.state())) {
            all.addAll(List.of("--hide", hidden.toString()));
        }
        return start(home, all.toArray(String[]::new));
    }

    URI url() {
        return url;
    }

    /** What it says about itself when it starts. */
    String description() {
        return description;
    }

    /** What it answers to somebody who asks without a token. */
    String get(String path) throws IOException {
        try (InputStream answer = url.resolve(path).toURL().openStream()) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }

    void delete(String path) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url.resolve(path)).DELETE().build(), BodyHandlers.discarding());
    }

    /** Makes a tag that no other controller has. */
    void tag(String tag) throws IOException, InterruptedException {
        String made = post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"n\":1}");
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(made);
        if (!id.find()) {
            throw new AssertionError("no sandbox was made: " + made);
        }
        String branched = post("/v1/sandboxes/" + id.group(1) + "/branch", "{\"tag\":\"" + tag + "\"}");
        if (!branched.contains(tag)) {
            throw new AssertionError("no tag was made: " + branched);
        }
        delete("/v1/sandboxes/" + id.group(1));
    }

    private String post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    Process process() {
        return process;
    }

    /** Sends a signal by its name, for example {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        Signals.send(name, Long.toString(process.pid()));
    }

    private static String read(Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log, UTF_8) : "";
    }

    /** As a person would: a signal, and patience; force only after that. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
