package dev.forkd.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One line of a lease file.
 *
 * @param kind {@code open}, or {@code sandbox}, {@code tag} or {@code spawn} for something to be deleted one day, or the
 *     same with {@code -gone}
 * @param name the id, tag or, for {@code open}, the label
 * @param controller for {@code open}: the controller's address
 * @param ephemeral for {@code open}: whether the controller dies with its owner
 * @param tag for {@code spawn}: the tag spawned from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record LeaseRecord(
        @JsonProperty(value = "kind", required = true) String kind,
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty("controller") @Nullable String controller,
        @JsonProperty("ephemeral") @Nullable Boolean ephemeral,
        @JsonProperty("tag") @Nullable String tag) {

    static LeaseRecord of(String kind, String name) {
        return new LeaseRecord(kind, name, null, null, null);
    }
}
