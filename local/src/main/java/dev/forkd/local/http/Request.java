package dev.forkd.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An HTTP request, whose body has not been read yet. */
public final class Request {
    /** The limit of the real controller's web framework (contract 2.2). */
    private static final int BODY_LIMIT = 2_097_152;

    /**
     * How much of a body that is too long is read before the 413 is sent. Most clients finish sending within this limit
     * and so get to read the answer.
     */
    private static final int DRAIN_LIMIT = 8 * BODY_LIMIT;

    private final HttpExchange exchange;

    Request(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Returns the method.
     *
     * @return the method as sent
     */
    public String method() {
        return exchange.getRequestMethod();
    }

    /**
     * Returns the path, without undoing percent-encoding.
     *
     * @return the path with its leading slash
     */
    public String path() {
        return Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("");
    }

    /**
     * Returns a header's first value.
     *
     * @param name the header's name
     * @return the value, or empty if the header was not sent
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /**
     * Reads a flag of the query string, whose only valid values are {@code true} and {@code false} (contract 3).
     *
     * @param name the parameter's name
     * @return the value; {@code false} if absent
     */
    public boolean flag(String name) {
        String query = exchange.getRequestURI().getRawQuery();
        boolean value = false;
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (key.equals(name)) {
                String text = equals < 0 ? "" : pair.substring(equals + 1);
                if (!text.equals("true") && !text.equals("false")) {
                    throw new HttpFailure(Reply.text(
                            400, "Failed to deserialize query string: provided string was not `true` or `false`"));
                }
                value = text.equals("true");
            }
        }
        return value;
    }

    /**
     * Reads the whole body.
     *
     * @return the bytes
     * @throws HttpFailure with status 413 if it is longer than 2 MiB
     */
    public byte[] body() {
        try {
            InputStream in = exchange.getRequestBody();
            byte[] bytes = in.readNBytes(BODY_LIMIT + 1);
            if (bytes.length <= BODY_LIMIT) {
                return bytes;
            }
            byte[] sink = new byte[65536];
            long drained = 0;
            for (int n = in.read(sink); n >= 0 && drained < DRAIN_LIMIT; n = in.read(sink)) {
                drained += n;
            }
        } catch (IOException e) {
            throw new ConnectionDrop(); // The client is gone, so nobody can be answered.
        }
        throw new HttpFailure(Reply.text(413, "Failed to buffer the request body: length limit exceeded"));
    }

    /**
     * Splits the path into segments and decodes their percent-encoding.
     *
     * @return the segments, or empty if an encoded segment is not UTF-8
     */
    public Optional<List<String>> segments() {
        List<String> decoded = new ArrayList<>();
        for (String raw : path().substring(Math.min(1, path().length())).split("/", -1)) {
            Optional<String> segment = decode(raw);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            decoded.add(segment.get());
        }
        return Optional.of(decoded);
    }

    private static Optional<String> decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return Optional.of(raw);
        }
        byte[] in = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            // java.net.URI has already refused percent signs without two hex digits.
            if (in[i] == '%') {
                out.put((byte) Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                out.put(in[i]);
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
