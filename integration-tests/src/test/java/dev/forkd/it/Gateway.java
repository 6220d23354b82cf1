package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a build and its controller, knows what each request is for, and does something at a certain
 * request.
 */
final class Gateway implements AutoCloseable {

    private static final int MAX_KEPT = 64 * 1024;

    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gateway");
        thread.setDaemon(true);
        return thread;
    });
    private final URI controller;
    private final Step step;
    private final int ordinal;
    private final int times;
    private final Strike strike;
    private final Map<Step, Integer> seen = new EnumMap<>(Step.class);
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean struck = new AtomicBoolean();

    /** What a request is for. */
    enum Step {
        CREATE,
        BRANCH,
        PREPARE,
        START,
        SEND,
        POLL,
        DELETE,
        OTHER
    }

    /**
     * A request that came.
     *
     * @param sandbox whom it was about, if it was about one
     */
    record Request(Step step, String sandbox, String body) {}

    /** What happens at the chosen request, when its answer is there and before it is passed on. */
    @FunctionalInterface
    interface Strike {

        /**
         * Does it.
         *
         * @param sandbox whom the request was about, if it was about one
         * @return whether the answer is to be lost
         */
        boolean at(String sandbox) throws IOException, InterruptedException;
    }

    /** Only looks on. */
    Gateway(URI controller) throws IOException {
        this(controller, Step.OTHER, Integer.MAX_VALUE, 0, sandbox -> false);
    }

    Gateway(URI controller, Step step, int ordinal, Strike strike) throws IOException {
        this(controller, step, ordinal, 1, strike);
    }

    /** Strikes several times in a row, from a certain request on. */
    Gateway(URI controller, Step step, int ordinal, int times, Strike strike) throws IOException {
        this.controller = controller;
        this.step = step;
        this.ordinal = ordinal;
        this.times = times;
        this.strike = strike;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Whether the chosen request came. */
    boolean struck() {
        return struck.get();
    }

    /** All requests but large ones and those that ask for a process's output, in the order in which they came. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String sandbox = path.replaceAll("/v1/sandboxes/?([^/]*).*", "$1");
            Step now = stepOf(exchange.getRequestMethod(), path, new String(body, UTF_8));
            if (now != Step.POLL && body.length <= MAX_KEPT) {
                requests.add(new Request(now, sandbox, new String(body, UTF_8)));
            }
            HttpResponse<byte[]> answer = pass(exchange, body);
            if (isTheOne(now) && strike.at(sandbox)) {
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            boolean empty = answer.body().length == 0;
            exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(controller.resolve(exchange.getRequestURI()))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(3))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private synchronized boolean isTheOne(Step now) {
        int number = seen.merge(now, 1, Integer::sum);
        boolean isIt = now == step && number >= ordinal && number < ordinal + times;
        if (isIt) {
            struck.set(true);
        }
        return isIt;
    }

    private static Step stepOf(String method, String path, String body) {
        if (path.equals("/v1/sandboxes") && method.equals("POST")) {
            return Step.CREATE;
        }
        if (method.equals("DELETE")) {
            return Step.DELETE;
        }
        if (path.endsWith("/branch")) {
            return Step.BRANCH;
        }
        if (path.endsWith("/eval")) {
            // The guest's agent itself, see GuestFunctions.
            return body.contains("].poll(") ? Step.POLL : body.contains("].send(") ? Step.SEND : Step.OTHER;
        }
        if (!path.endsWith("/exec")) {
            return Step.OTHER;
        }
        if (body.contains("; start ")) {
            return Step.START;
        }
        if (body.contains("; send ")) {
            return Step.SEND;
        }
        return body.contains("; poll ") ? Step.POLL : Step.PREPARE;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
