package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code GET /version} (contract 4.1). Two published versions report an older number.
 *
 * @param version the controller's version, for example {@code 0.5.3}
 * @param api the API's version, {@code v1}
 * @param implementation who answers, where it is not the real controller: {@link #LOCAL}; the real one lacks the field
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionInfo(
        @JsonProperty(value = "version", required = true) String version,
        @JsonProperty("api") String api,
        @JsonProperty("implementation") @Nullable String implementation) {

    /** What our controller calls itself, whose sandboxes are processes on its machine. */
    public static final String LOCAL = "forkd-local";
}
