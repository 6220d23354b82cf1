package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of {@code POST /v1/sandboxes/:id/eval} (contract 6.8).
 *
 * @param code one Python expression, evaluated inside the guest's agent
 */
public record EvalRequest(@JsonProperty("code") String code) {}
