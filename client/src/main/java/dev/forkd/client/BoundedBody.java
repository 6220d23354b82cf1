package dev.forkd.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a response body up to a limit, so that the other side cannot fill this process's memory. */
final class BoundedBody implements BodySubscriber<byte[]> {
    /** The body was longer than the limit. */
    static final class TooLargeException extends IOException {
        TooLargeException(int limit) {
            super("the answer is larger than " + limit + " bytes");
        }
    }

    private final int limit;
    private final boolean cut;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    private BoundedBody(int limit, boolean cut) {
        this.limit = limit;
        this.cut = cut;
    }

    /** Reports a longer body as an error. */
    static BoundedBody failingAbove(int limit) {
        return new BoundedBody(limit, false);
    }

    /** Drops what exceeds the limit, which is good enough for error messages. */
    static BoundedBody cuttingAbove(int limit) {
        return new BoundedBody(limit, true);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int wanted = Math.min(buffer.remaining(), limit - collected.size());
            byte[] bytes = new byte[wanted];
            buffer.get(bytes);
            collected.writeBytes(bytes);
            if (buffer.hasRemaining()) {
                overflow();
                return;
            }
        }
    }

    private void overflow() {
        if (subscription != null) {
            subscription.cancel();
        }
        if (cut) {
            result.complete(collected.toByteArray());
        } else {
            result.completeExceptionally(new TooLargeException(limit));
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(collected.toByteArray());
    }
}
