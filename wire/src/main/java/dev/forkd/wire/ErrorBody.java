package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of an error reported by one of the controller's handlers (contract 3). Other errors come as plain text or
 * with no body at all.
 *
 * @param error the controller's own words
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ErrorBody(@JsonProperty(value = "error", required = true) String error) {}
