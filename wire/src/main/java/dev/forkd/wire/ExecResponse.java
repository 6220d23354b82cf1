package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer to an exec (contract 6.2). Exit code 1 with both streams empty may also mean a timeout, a missing program
 * or an argument that was too long: the controller drops the agent's reason.
 *
 * @param stdout the command's output, decoded as UTF-8 with replacement
 * @param stderr the command's error output, decoded in the same way
 * @param exitCode exit code, or the negated number of the signal that killed the command
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExecResponse(
        @JsonProperty(value = "stdout", required = true) String stdout,
        @JsonProperty(value = "stderr", required = true) String stderr,
        @JsonProperty(value = "exit_code", required = true) long exitCode) {}
