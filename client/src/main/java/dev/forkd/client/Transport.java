package dev.forkd.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends single requests: adds the headers, limits how many are under way, enforces each request's time limit, and
 * translates failures into this client's exceptions. It never repeats a request; that is decided by code that knows
 * what the request does. Thread-safe.
 */
final class Transport {
    /** Far below the controller's 512 threads, which it shares among all its clients (contract 2.4). */
    private static final int CALLS_UNDER_WAY = 200;

    private static final int BODY_LIMIT = 64 << 20;
    private static final int ERROR_LIMIT = 64 << 10;

    private final HttpClient http;
    private final URI controller;
    private final Token token;
    private final String userAgent;
    private final Timeouts timeouts;
    private final Outage outage;
    private final Semaphore slots = new Semaphore(CALLS_UNDER_WAY, true);

    Transport(HttpClient http, URI controller, Token token, String userAgent, Timeouts timeouts, Outage outage) {
        this.http = http;
        this.controller = controller;
        this.token = token;
        this.userAgent = userAgent;
        this.timeouts = timeouts;
        this.outage = outage;
    }

    Failure failure(Call call) {
        return Failure.of(call.operation()).in(call.sandbox()).at(controller.toString());
    }

    Answer send(Call call) {
        takeSlot(call);
        try {
            Deadline deadline = Deadline.in(call.timeout());
            CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request(call), Transport::collect);
            HttpResponse<byte[]> response =
                    call.uninterruptible() ? toTheEnd(call, answer, deadline) : wait(call, answer, deadline);
            outage.answered();
            return new Answer(response.statusCode(), response.body());
        } finally {
            slots.release();
        }
    }

    private void takeSlot(Call call) {
        try {
            if (!slots.tryAcquire(timeouts.slot().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CapacityException(failure(call)
                        .because(CALLS_UNDER_WAY + " other calls of this client are under way")
                        .advice("Use fewer sandboxes at a time"));
            }
        } catch (InterruptedException e) {
            throw Pause.interrupted(failure(call), e);
        }
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(controller + call.path()))
                .header("User-Agent", userAgent)
                .header("Accept", "application/json");
        if (token.isPresent()) {
            request.header("Authorization", token.header());
        }
        byte[] body = call.body();
        if (body == null) {
            return request.method(call.method(), BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(call.method(), BodyPublishers.ofByteArray(body))
                .build();
    }

    private static HttpResponse.BodySubscriber<byte[]> collect(HttpResponse.ResponseInfo info) {
        return info.statusCode() < 300 ? BoundedBody.failingAbove(BODY_LIMIT) : BoundedBody.cuttingAbove(ERROR_LIMIT);
    }

    private HttpResponse<byte[]> wait(Call call, CompletableFuture<HttpResponse<byte[]>> answer, Deadline deadline) {
        try {
            return get(call, answer, deadline);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw Pause.interrupted(failure(call), e);
        }
    }

    private HttpResponse<byte[]> toTheEnd(
            Call call, CompletableFuture<HttpResponse<byte[]>> answer, Deadline deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return get(call, answer, deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private HttpResponse<byte[]> get(Call call, CompletableFuture<HttpResponse<byte[]>> answer, Deadline deadline)
            throws InterruptedException {
        try {
            return answer.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnreachableException(
                    UnreachableException.Kind.LATE,
                    failure(call)
                            .because("no answer within " + call.timeout().toMillis() + " ms")
                            .advice("Check the controller's load and whether the sandbox is alive")
                            .cause(e));
        } catch (ExecutionException e) {
            throw translate(call, e.getCause() == null ? e : e.getCause());
        }
    }

    private ForkdException translate(Call call, Throwable cause) {
        if (cause instanceof BoundedBody.TooLargeException) {
            return new UnreadableAnswerException(
                    failure(call).because(String.valueOf(cause.getMessage())).advice("Ask for less at a time"));
        }
        if (cause instanceof ConnectException || cause instanceof UnresolvedAddressException) {
            return new UnreachableException(
                    UnreachableException.Kind.REFUSED,
                    failure(call)
                            .because("nothing answers there")
                            .advice("Check the address, and that the controller runs")
                            .cause(cause));
        }
        if (cause instanceof HttpTimeoutException) {
            return new UnreachableException(
                    UnreachableException.Kind.REFUSED,
                    failure(call)
                            .because(
                                    "no connection within " + timeouts.connect().toMillis() + " ms")
                            .advice("Check the address and the network")
                            .cause(cause));
        }
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        boolean cut = cause instanceof IOException && !(cause instanceof SSLException);
        String advice = cause instanceof IOException
                ? "Check the controller's log; whether it acted on the request is unknown"
                : "This is unexpected; please report it";
        return new UnreachableException(
                cut ? UnreachableException.Kind.CUT : UnreachableException.Kind.OTHER,
                failure(call)
                        .because(token.redact(Text.shown(detail)))
                        .advice(advice)
                        .cause(cause));
    }

    /** Tells whether nothing listens at the address, or its host name is unknown. */
    static boolean refused(UnreachableException e) {
        return e.getCause() instanceof ConnectException || e.getCause() instanceof UnresolvedAddressException;
    }
}
