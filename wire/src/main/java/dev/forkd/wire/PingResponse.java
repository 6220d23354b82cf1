package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a ping (contract 6.9).
 *
 * @param pong {@code true} when the guest's agent answered
 * @param agentLang the language in which the agent evaluates expressions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PingResponse(
        @JsonProperty("pong") boolean pong, @JsonProperty("agent_lang") @Nullable String agentLang) {}
