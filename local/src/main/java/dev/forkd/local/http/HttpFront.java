package dev.forkd.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts connections and calls the {@link Handler} for a bounded number of them at once. A connection that is still
 * sending its request holds none of these places, so that nobody who may not ask for anything can keep the others waiting.
 */
public final class HttpFront implements AutoCloseable {
    /** Each takes a thread while its request comes in; what is above is closed. */
    private static final int MOST_CONNECTIONS = 8192;
    /** So long a request may take to come in. */
    private static final String MOST_SECONDS = "60";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Semaphore places;

    /**
     * Starts to listen.
     *
     * @param address where
     * @param maxThreads how many requests are worked on at once; the others wait, as on the real thing (contract 2.4)
     * @param handler what answers
     * @throws IOException when the address cannot be used
     */
    public HttpFront(InetSocketAddress address, int maxThreads, Handler handler) throws IOException {
        // Headers and body leave in two writes; without this every answer waits for a delayed ACK, 40 ms. The JDK
        // offers no other way to say so, and reads it when its server is first used in a JVM.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        // The real controller never closes an idle connection (contract 2.2); the JDK's would after 30 s, and a
        // POST that a client sends just then is lost.
        setUnlessSet("sun.net.httpserver.idleInterval", "86400");
        setUnlessSet("sun.net.httpserver.maxReqTime", MOST_SECONDS);
        AtomicInteger names = new AtomicInteger();
        this.places = new Semaphore(maxThreads, true);
        this.threads =
                new ThreadPoolExecutor(0, MOST_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "forkd-local-http-" + names.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.server = HttpServer.create(address, 0);
        HostCheck hosts = new HostCheck(Set.of(address.getHostString().toLowerCase(Locale.ROOT)));
        server.createContext("/", exchange -> serve(exchange, hosts, handler));
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Where it listens.
     *
     * @return the address, with the real port
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Closes all connections, and interrupts what is being worked on and waits for it within a bound. Idempotent. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private void serve(HttpExchange exchange, HostCheck hosts, Handler handler) throws IOException {
        try (exchange) {
            String refusal = hosts.refusal(all(exchange, "Host"), all(exchange, "Origin"));
            if (!refusal.isEmpty()) {
                send(exchange, Reply.json(403, ("{\"error\":\"" + refusal + "\"}").getBytes(StandardCharsets.UTF_8)));
                return;
            }
            Reply reply;
            try {
                reply = handle(exchange, handler);
            } catch (HttpFailure e) {
                reply = e.reply();
            } catch (ConnectionDrop e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                reply = Reply.json(500, panic(e));
            }
            send(exchange, reply);
        }
    }

    private Reply handle(HttpExchange exchange, Handler handler) throws InterruptedException {
        places.acquire();
        try {
            return handler.handle(new Request(exchange));
        } finally {
            places.release();
        }
    }

    private static List<String> all(HttpExchange exchange, String header) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().get(header), List.of());
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.contentType() != null) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        }
        if (reply.allow() != null) {
            exchange.getResponseHeaders().set("Allow", reply.allow());
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] body = reply.body();
        if (head || body.length == 0) {
            if (head && body.length > 0) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** The words of the real controller when a handler dies (contract 3). */
    private static byte[] panic(RuntimeException e) {
        String text = ("blocking task panicked: " + e).replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?");
        return ("{\"error\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
