package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an eval (contract 6.8).
 *
 * @param result {@code repr()} of the value, or {@code null} after an error
 * @param error the exception that was raised, or {@code null}
 * @param exitCode 0, or 1 after an error
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EvalResponse(
        @JsonProperty("result") @Nullable String result,
        @JsonProperty("error") @Nullable String error,
        @JsonProperty("exit_code") long exitCode) {}
