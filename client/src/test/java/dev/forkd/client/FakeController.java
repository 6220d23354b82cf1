package dev.forkd.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A controller whose sandboxes are directories of this machine and whose exec really runs what it is told. */
final class FakeController implements AutoCloseable {
    /** What to do with a request instead of, or in addition to, answering it. */
    enum Fault {
        /** Does the work and closes the connection without an answer. */
        LOSE_ANSWER,
        /** Answers 500 without doing the work. */
        FAIL
    }

    record Request(String method, String path, String body) {}

    private record PlannedFault(Predicate<Request> when, Fault fault, AtomicInteger times) {}

    private final ObjectMapper json = new ObjectMapper();
    private final Path root;
    private final Path shells;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, GuestExec> sandboxes = new ConcurrentSkipListMap<>();
    private final Map<String, String> tags = new ConcurrentSkipListMap<>();
    private final Map<String, String> origins = new ConcurrentHashMap<>();
    private final List<PlannedFault> faults = new CopyOnWriteArrayList<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    /** Ids whose guests never answer. */
    final List<String> mute = new CopyOnWriteArrayList<>();
    /** How many of the next sandboxes are born mute. */
    final AtomicInteger mutes = new AtomicInteger();
    /** How many fewer sandboxes than asked for the next creates return. */
    final AtomicInteger shortBy = new AtomicInteger();

    FakeController(String shell) {
        try {
            root = Files.createTempDirectory("forkd-fake");
            shells = Files.createDirectory(root.resolve("bin"));
            Files.createSymbolicLink(shells.resolve("sh"), Path.of(shell));
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** With {@code /bin/sh}. */
    FakeController() {
        this("/bin/sh");
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Path root() {
        return root;
    }

    /** The directory first on the guests' PATH. */
    Path shells() {
        return shells;
    }

    GuestExec guest(String id) {
        return sandboxes.get(id);
    }

    List<String> ids() {
        return List.copyOf(sandboxes.keySet());
    }

    void addTag(String tag) {
        tags.put(tag, "");
    }

    void fault(Fault fault, int times, Predicate<Request> when) {
        faults.add(new PlannedFault(when, fault, new AtomicInteger(times)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var request = new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
            requests.add(request);
            Fault fault = plannedFor(request);
            if (fault == Fault.FAIL) {
                answer(exchange, 500, error("exec: connect 10.42.0.2:8888: No route to host (os error 113)"));
                return;
            }
            Reply reply = route(request);
            if (fault == null) {
                answer(exchange, reply.status(), reply.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault plannedFor(Request request) {
        for (PlannedFault planned : faults) {
            if (planned.when().test(request) && planned.times().getAndDecrement() > 0) {
                return planned.fault();
            }
        }
        return null;
    }

    private record Reply(int status, String body) {}

    private Reply route(Request request) throws IOException, InterruptedException {
        String[] parts = request.path().substring(1).split("/");
        if (request.path().equals("/healthz")) {
            return new Reply(200, "{\"ok\":true}");
        }
        if (request.path().equals("/version")) {
            return new Reply(200, "{\"version\":\"0.5.3\",\"api\":\"v1\"}");
        }
        if (parts.length == 2 && parts[1].equals("snapshots")) {
            ArrayNode list = json.createArrayNode();
            tags.keySet().forEach(tag -> list.add(snapshot(tag)));
            return new Reply(200, list.toString());
        }
        if (parts.length == 3
                && parts[1].equals("snapshots")
                && request.method().equals("DELETE")) {
            return tags.remove(parts[2]) == null ? missing("snapshot " + parts[2]) : new Reply(204, "");
        }
        if (parts.length == 2 && parts[1].equals("sandboxes")) {
            return request.method().equals("POST") ? create(json.readTree(request.body())) : list();
        }
        if (parts.length >= 3 && parts[1].equals("sandboxes")) {
            return sandbox(request, parts);
        }
        return new Reply(404, "");
    }

    private ObjectNode snapshot(String tag) {
        return json.createObjectNode()
                .put("tag", tag)
                .put("dir", "/snapshots/" + tag)
                .put("created_at_unix", 1)
                .put("status", "ready");
    }

    private Reply list() {
        ArrayNode list = json.createArrayNode();
        sandboxes.keySet().forEach(id -> list.add(info(id)));
        return new Reply(200, list.toString());
    }

    private ObjectNode info(String id) {
        return json.createObjectNode()
                .put("id", id)
                .put("snapshot_tag", origins.get(id))
                .put("created_at_unix", 1);
    }

    private Reply create(JsonNode body) throws IOException {
        ArrayNode list = json.createArrayNode();
        int n = Math.max(1, body.path("n").asInt(1) - shortBy.getAndSet(0));
        for (int i = 0; i < n; i++) {
            String id = String.format("sb-6a11229e-%04x", next.getAndIncrement());
            origins.put(id, body.path("snapshot_tag").asText());
            sandboxes.put(id, new GuestExec(Files.createDirectory(root.resolve(id)), shells));
            if (mutes.getAndDecrement() > 0) {
                mute.add(id);
            }
            list.add(info(id));
        }
        return new Reply(201, list.toString());
    }

    private Reply sandbox(Request request, String[] parts) throws IOException, InterruptedException {
        String id = parts[2];
        GuestExec guest = sandboxes.get(id);
        if (guest == null) {
            return missing("sandbox " + id);
        }
        if (parts.length == 3 && request.method().equals("DELETE")) {
            sandboxes.remove(id);
            guest.close();
            return new Reply(204, "");
        }
        if (parts.length == 3) {
            return new Reply(200, info(id).toString());
        }
        if (mute.contains(id)) {
            return new Reply(500, error(parts[3] + ": connect 10.42.0.2:8888: connection timed out"));
        }
        return switch (parts[3]) {
            case "ping" -> new Reply(200, "{\"agent_lang\":\"python\",\"pid\":1,\"pong\":true}");
            case "exec" -> exec(guest, json.readTree(request.body()));
            case "branch" -> {
                String tag = json.readTree(request.body()).path("tag").asText();
                tags.put(tag, id);
                yield new Reply(201, snapshot(tag).toString());
            }
            default -> new Reply(404, "");
        };
    }

    private Reply exec(GuestExec guest, JsonNode body) throws IOException, InterruptedException {
        List<String> args = new ArrayList<>();
        body.path("args").forEach(arg -> args.add(arg.asText()));
        GuestExec.Result result = guest.run(args, body.path("timeout_secs").asLong(30));
        ObjectNode answer = json.createObjectNode()
                .put("stdout", result.stdout())
                .put("stderr", result.stderr())
                .put("exit_code", result.exitCode());
        return new Reply(200, answer.toString());
    }

    private Reply missing(String what) {
        return new Reply(404, error(what + " not found"));
    }

    private String error(String text) {
        return json.createObjectNode().put("error", text).toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        sandboxes.values().forEach(GuestExec::close);
        server.stop(0);
        threads.shutdownNow();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
