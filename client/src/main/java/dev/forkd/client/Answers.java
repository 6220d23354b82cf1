package dev.forkd.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads the controller's answers: strict about the fields this client relies on, tolerant of fields that other versions
 * add or leave out (contract 3, 16).
 */
final class Answers {
    private static final int MAX_TEXT = 64 << 20;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_TEXT)
                            .maxNestingDepth(32)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    private final Transport transport;
    private final Token token;

    Answers(Transport transport, Token token) {
        this.transport = transport;
        this.token = token;
    }

    byte[] write(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a body of this API", e);
        }
    }

    <T> T read(Call call, Answer answer, Class<T> type) {
        return read(call, answer, json.constructType(type));
    }

    <T> T read(Call call, Answer answer, TypeReference<T> type) {
        return read(call, answer, json.constructType(type));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // every caller passes the type that T stands for
    private <T> T read(Call call, Answer answer, JavaType type) {
        requireSuccess(call, answer);
        try {
            T value = json.readValue(answer.body(), type);
            if (value == null) {
                throw unreadable(call, "the answer is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            // Only the problem and where it is: Jackson's full message would quote the input.
            throw unreadable(call, "the answer is not as expected: " + Text.shown(e.getOriginalMessage()));
        } catch (IOException e) {
            throw unreadable(call, "the answer cannot be read");
        }
    }

    void requireSuccess(Call call, Answer answer) {
        if (!answer.successful()) {
            throw refusal(call, answer);
        }
    }

    UnreadableAnswerException unreadable(Call call, String why) {
        return new UnreadableAnswerException(transport
                .failure(call)
                .because(token.redact(why))
                .advice("Check that the address is a forkd controller of a supported version"));
    }

    private ForkdException refusal(Call call, Answer answer) {
        int status = answer.status();
        String words = words(answer);
        Failure failure = transport.failure(call).status(status).because(words);
        return switch (status) {
            case 400, 405, 415, 422 ->
                new InvalidRequestException(
                        failure.advice("The controller's version may differ from what this client knows"));
            case 401 ->
                new UnauthorizedException(
                        failure.advice("Set the controller's token (usually FORKD_TOKEN), or correct it"));
            case 404 ->
                new NotFoundException(
                        words.isEmpty()
                                ? failure.because("this version of the controller has no such route")
                                        .advice("Check the address's path and the controller's version")
                                : failure.advice(
                                        call.operation().equals("spawn")
                                                ? "Correct the tag, or make the snapshot at this controller; forkd's doctor lists"
                                                        + " those that there are (forkd-local doctor --url URL)"
                                                : "It was deleted, belongs to another controller, or the address is not a"
                                                        + " controller's"));
            case 409 ->
                new ConflictException(failure.advice(
                        call.operation().equals("branch")
                                ? "Choose another tag, or delete the old one first"
                                : "Something else uses it: end or delete that first"));
            case 413 -> new CapacityException(failure.advice("Send less at a time"));
            case 502, 504 ->
                new ControllerException(
                        failure.advice("What answers is not the controller but stands before it; see whether it runs"));
            case 429, 503 -> new CapacityException(failure.advice("Try again later, or with fewer at a time"));
            default ->
                new ControllerException(failure.advice(
                        status >= 300 && status < 400
                                ? "Redirects are never followed, because the token must not travel; use the final address"
                                : remedy(words)));
        };
    }

    /**
     * Advice for failures whose text does not say what the controller's operator can do about them (contract 5.2, 17).
     */
    private static String remedy(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        if (text.contains("never appeared within")) {
            return "The controller's host has too few network namespaces, or cannot start VMs in them: its operator runs"
                    + " netns-setup.sh with a larger number; until then use fewer sandboxes";
        }
        if (text.contains("resource busy") || text.contains("os error 16")) {
            return "A VM that the controller does not know holds the device, often one that a crash of the controller"
                    + " left: its operator ends the firecracker processes on that host that GET /v1/sandboxes does not"
                    + " list, or have no controller any more";
        }
        return "See the controller's log";
    }

    /**
     * The reason that the controller gave: the error field of a JSON body, or else the body's text, which may be empty.
     */
    private String words(Answer answer) {
        String text = Text.shown(answer.body());
        try {
            JsonNode node = json.readTree(answer.body());
            if (node != null && node.path("error").isTextual()) {
                text = Text.shown(node.path("error").asText());
            }
        } catch (IOException e) {
            // Proxies, and the part of the controller that parses requests, answer in plain text (contract 3).
            return token.redact(text);
        }
        return token.redact(text);
    }
}
