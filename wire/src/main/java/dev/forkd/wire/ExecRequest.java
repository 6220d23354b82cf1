package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The body of {@code POST /v1/sandboxes/:id/exec} (contract 6.1). A request cannot set stdin, environment or working
 * directory.
 *
 * @param args program and arguments; no shell is involved
 * @param timeoutSecs seconds after which the guest's agent kills the program, but not what the program started
 */
public record ExecRequest(@JsonProperty("args") List<String> args, @JsonProperty("timeout_secs") long timeoutSecs) {}
