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
 * Accepts connections, and calls the {@link Handler} for a limited number of requests at once. A connection whose
 * request is still arriving does not count against this limit, so a client that has not yet been authenticated cannot
 * block the others.
 */
public final class HttpFront implements AutoCloseable {
    /** Each connection uses a thread while its request arrives; further connections are closed. */
    private static final int MAX_CONNECTIONS = 8192;
    /** How long a request may take to arrive, in seconds. */
    private static final String MAX_SECONDS = "60";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Semaphore places;

    /**
     * Starts to listen.
     *
     * @param address the address to listen on
     * @param maxThreads how many requests are processed at once; the others wait, as on the real controller
     *     (contract 2.4)
     * @param handler answers the requests
     * @throws IOException if the address cannot be used
     */
    public HttpFront(InetSocketAddress address, int maxThreads, Handler handler) throws IOException {
        // Headers and body are sent in two writes, so without this every answer would wait 40 ms for a delayed ACK. The
        // JDK offers no other setting for it, and reads the property when its server is first used in a JVM.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        // The real controller never closes an idle connection (contract 2.2). The JDK's server would after 30 s, and a
        // POST that a client sends at that moment would be lost.
        setUnlessSet("sun.net.httpserver.idleInterval", "86400");
        setUnlessSet("sun.net.httpserver.maxReqTime", MAX_SECONDS);
        AtomicInteger names = new AtomicInteger();
        this.places = new Semaphore(maxThreads, true);
        this.threads =
                new ThreadPoolExecutor(0, MAX_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
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
     * Returns the address it listens on.
     *
     * @return the address, with the actual port
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * Closes all connections, interrupts requests that are being processed, and waits for them for a bounded time.
     * Calling it again does nothing.
     */
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

    /** The error of the real controller when a handler panics (contract 3). */
    private static byte[] panic(RuntimeException e) {
        String text = ("blocking task panicked: " + e).replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?");
        return ("{\"error\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
