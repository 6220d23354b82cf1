package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answer to an eval (contract 6.8).
 *
 * @param result {@code repr()} of the value
 * @param error the exception, if one was raised
 * @param exitCode 0, or 1 with an error
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EvalResponse(
        @JsonProperty("result") @Nullable String result,
        @JsonProperty("error") @Nullable String error,
        @JsonProperty("exit_code") long exitCode) {}
