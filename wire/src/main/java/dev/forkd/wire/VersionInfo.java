package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /version} (contract 4.1). Two published versions report an older number.
 *
 * @param version the controller's version, for example {@code 0.5.3}
 * @param api the API's version, {@code v1}
 * @param implementation {@link #LOCAL} if the controller is our local one; absent from the real controller's answer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionInfo(
        @JsonProperty(value = "version", required = true) String version,
        @JsonProperty("api") String api,
        @JsonProperty("implementation") @Nullable String implementation) {

    /** The name that the local controller gives itself; its sandboxes are processes on its own machine. */
    public static final String LOCAL = "forkd-local";
}
