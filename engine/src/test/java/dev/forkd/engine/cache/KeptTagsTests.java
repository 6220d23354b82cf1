package dev.forkd.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.engine.configuration.Cache;
import dev.forkd.engine.place.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of kept tags can be trusted, whatever happens to the files. */
class KeptTagsTests {

    @TempDir
    Path state;

    @Test
    void a_record_is_read_as_it_was_written() throws IOException {
        KeptTag tag = tag("x.jar");
        tags().put(tag);

        assertThat(tags().all()).extracting(KeptTags.Entry::tag).containsExactly(tag);
    }

    @Test
    void names_begin_with_the_key_of_the_directory_and_are_never_used_twice() throws IOException {
        String first = tags().newName(layer("x.jar"));
        String second = tags().newName(layer("x.jar"));
        String foreign = new KeptTags(state.resolve("other")).newName(layer("x.jar"));

        assertThat(first).matches("fj-[0-9a-f]{8}-[0-9a-f]{24}-[0-9a-f]{8}").isNotEqualTo(second);
        assertThat(first.substring(0, 36)).isEqualTo(second.substring(0, 36));
        assertThat(foreign.substring(0, 11)).isNotEqualTo(first.substring(0, 11));
        assertThat(foreign.substring(11, 36)).isEqualTo(first.substring(11, 36));
    }

    @Test
    void damaged_records_are_passed_over() throws IOException {
        KeptTag tag = tag("x.jar");
        tags().put(tag);
        Path directory = state.resolve("cache");
        Files.writeString(directory.resolve("fj-half.json"), "{\"tag\":\"fj-");
        Files.writeString(directory.resolve("fj-null.json"), "null");
        Files.writeString(directory.resolve("fj-foreign.json"), "{\"tag\":\"../../base\"}");
        Files.copy(directory.resolve(tag.tag() + ".json"), directory.resolve("fj-renamed.json"));
        Files.createDirectory(directory.resolve("fj-directory.json"));

        assertThat(tags().all()).extracting(KeptTags.Entry::tag).containsExactly(tag);
    }

    @Test
    void a_damaged_key_is_told() throws IOException {
        tags().newName(layer("x.jar"));
        Files.writeString(state.resolve("cache/owner"), "");

        assertThatThrownBy(() -> tags().newName(layer("x.jar")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delete it");
    }

    @Test
    void a_tag_in_use_is_not_deleted() throws Exception {
        KeptTag tag = tag("x.jar");
        tags().put(tag);

        AutoCloseable use = tags().use(tag).orElseThrow();
        assertThat(deletes(tag)).isFalse();
        use.close();
        assertThat(deletes(tag)).isTrue();
    }

    @Test
    void a_use_is_noted() throws Exception {
        KeptTag tag = tag("x.jar");
        tags().put(tag);
        Instant old = Instant.parse("2020-01-01T00:00:00Z");
        Files.setLastModifiedTime(state.resolve("cache").resolve(tag.tag() + ".json"), FileTime.from(old));
        assertThat(tags().all()).extracting(KeptTags.Entry::lastUse).containsExactly(old);

        tags().use(tag).orElseThrow().close();

        assertThat(tags().all().get(0).lastUse()).isAfter(old);
    }

    @Test
    void a_tag_whose_record_is_gone_is_not_used() throws IOException {
        KeptTag tag = tag("x.jar");
        tags().put(tag);
        tags().remove(tag);

        assertThat(tags().use(tag)).isEmpty();
        assertThat(tags().all()).isEmpty();
    }

    private boolean deletes(KeptTag tag) {
        AtomicBoolean ran = new AtomicBoolean();
        tags().ifUnused(tag, () -> ran.set(true));
        return ran.get();
    }

    private KeptTags tags() {
        return new KeptTags(state);
    }

    private KeptTag tag(String path) throws IOException {
        Layer layer = layer(path);
        return new KeptTag(
                tags().newName(layer),
                new KeptKind(KeptKind.LAYOUT, "http://127.0.0.1:1", "base", 7, Cache.Keeps.DEPENDENCIES, ""),
                layer.digest(),
                layer.digests());
    }

    private static Layer layer(String path) {
        return new Layer(new TreeMap<>(Map.of(path, new Layer.Content("d".repeat(64), 10))));
    }
}
