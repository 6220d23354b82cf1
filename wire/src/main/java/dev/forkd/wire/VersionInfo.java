package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Answer to {@code GET /version} (contract 4.1). Two published versions report an older number.
 *
 * @param version the controller's version, for example {@code 0.5.3}
 * @param api the API's version, {@code v1}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VersionInfo(
        @JsonProperty(value = "version", required = true) String version, @JsonProperty("api") String api) {}
