package dev.forkd.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a lease file.
 *
 * @param kind {@code open}, or {@code sandbox}, {@code tag} or {@code spawn} for something that must be deleted, or the
 *     same with {@code -gone} once that is settled
 * @param name the id, tag or, for {@code open}, the label
 * @param controller for {@code open}: the controller's address
 * @param ephemeral for {@code open}: whether the controller ends together with the lease's owner
 * @param tag for {@code spawn}: the tag that is spawned from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record LeaseRecord(
        @JsonProperty(value = "kind", required = true) String kind,
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty("controller") @Nullable String controller,
        @JsonProperty("ephemeral") @Nullable Boolean ephemeral,
        @JsonProperty("tag") @Nullable String tag) {

    private static final Set<String> KINDS =
            Set.of("open", "sandbox", "sandbox-gone", "tag", "tag-gone", "spawn", "spawn-gone");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /**
     * Reads one line; empty for a kind that only newer versions know.
     *
     * @throws MalformedException if this client cannot have written the line
     */
    static Optional<LeaseRecord> parse(String line) throws MalformedException {
        LeaseRecord entry;
        try {
            entry = JSON.readValue(line, LeaseRecord.class);
        } catch (JsonProcessingException e) {
            throw new MalformedException("it is no record");
        }
        if (entry == null || entry.kind() == null || entry.name() == null) {
            throw new MalformedException("a field is null");
        }
        if (!KINDS.contains(entry.kind())) {
            return Optional.empty();
        }
        boolean usable = entry.kind().equals("open")
                ? entry.controller() != null && isController(entry.controller())
                : Checks.isId(entry.name()) && (!entry.kind().equals("spawn") || Checks.isId(entry.tag()));
        if (!usable) {
            throw new MalformedException("a field has a value that cannot be");
        }
        return Optional.of(entry);
    }

    private static boolean isController(String address) {
        try {
            return ControllerUri.normalised(new URI(address)).toString().equals(address);
        } catch (URISyntaxException | ForkdException e) {
            return false;
        }
    }

    String line() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts can be written", e);
        }
    }

    static LeaseRecord of(String kind, String name) {
        return new LeaseRecord(kind, name, null, null, null);
    }
}
