package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a ping (contract 6.9).
 *
 * @param pong {@code true} when the guest's agent answered
 * @param agentLang language of the agent's evaluator
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PingResponse(
        @JsonProperty("pong") boolean pong, @JsonProperty("agent_lang") @Nullable String agentLang) {}
