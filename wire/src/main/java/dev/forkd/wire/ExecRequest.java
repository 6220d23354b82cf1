package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Body of {@code POST /v1/sandboxes/:id/exec} (contract 6.1). There is no stdin, environment or directory.
 *
 * @param args program and arguments; no shell is involved
 * @param timeoutSecs seconds after which the guest's agent kills the direct child
 */
public record ExecRequest(@JsonProperty("args") List<String> args, @JsonProperty("timeout_secs") long timeoutSecs) {}
