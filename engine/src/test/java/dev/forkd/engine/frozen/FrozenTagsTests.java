package dev.forkd.engine.frozen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of frozen tests. */
class FrozenTagsTests {

    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
    private static final Duration MAX_AGE = Duration.ofDays(7);

    @TempDir
    Path state;

    @Test
    void a_record_that_names_a_foreign_directory_is_no_record() throws IOException {
        FrozenTags tags = new FrozenTags(state);
        FrozenTag tag = tag(FrozenTags.newName(), NOW, state.resolve("precious").toString());

        tags.put(tag);

        assertThat(tags.find(tag.tag())).isEmpty();
        assertThat(tags.all()).isEmpty();
    }

    @Test
    void a_record_is_found_by_its_tag_and_is_gone_with_its_files() throws IOException {
        FrozenTags tags = new FrozenTags(state);
        String name = FrozenTags.newName();
        Path directory = Files.createDirectories(state.resolve(name).resolve("snapshot"));
        FrozenTag tag = tag(name, NOW, directory.getParent().toString());
        tags.put(tag);

        assertThat(tags.find(tag.tag())).hasValue(tag);
        assertThat(tags.all()).containsExactly(tag);

        tags.remove(tag);

        assertThat(tags.all()).isEmpty();
        assertThat(directory.getParent()).doesNotExist();
    }

    @Test
    void what_is_no_record_is_not_read() throws IOException {
        FrozenTags tags = new FrozenTags(state);
        FrozenTag tag = tag(FrozenTags.newName(), NOW, null);
        tags.put(tag);
        Path records = state.resolve("frozen");
        Files.copy(records.resolve(tag.tag() + ".json"), records.resolve("fj-frozen-000000000000.json"));
        Files.writeString(records.resolve("fj-frozen-111111111111.json"), "{}");
        Files.writeString(records.resolve("fj-frozen-222222222222.json"), "half");

        assertThat(tags.all()).containsExactly(tag);
        assertThat(tags.find("../frozen/" + tag.tag())).isEmpty();
    }

    @Test
    void the_latest_come_first_and_what_is_too_old_or_too_many_is_superfluous() throws IOException {
        FrozenTags tags = new FrozenTags(state);
        FrozenTag old = tag("fj-frozen-000000000000", NOW.minus(Duration.ofDays(8)), null);
        tags.put(old);
        List<FrozenTag> others = new ArrayList<>();
        for (int i = 10; i < 32; i++) {
            others.add(tag("fj-frozen-0000000000" + i, NOW.minusSeconds(i), null));
            tags.put(others.get(others.size() - 1));
        }

        assertThat(tags.all()).startsWith(others.get(0)).endsWith(old);
        assertThat(FrozenTags.superfluous(tags.all(), MAX_AGE, NOW))
                .containsExactly(others.get(20), others.get(21), old);
    }

    @Test
    void what_a_killed_run_has_left_is_deleted_and_nothing_else() throws IOException {
        FrozenTags tags = new FrozenTags(state);
        FrozenTag recorded = tag("fj-frozen-000000000000", NOW, null);
        tags.put(recorded);
        Path parent = Files.createDirectories(state.resolve("places"));
        for (String name : List.of("fj-frozen-111111111111", recorded.tag(), "fj-frozen-of-somebody", "forkd-run-1")) {
            Files.createDirectories(parent.resolve(name).resolve("files"));
        }

        tags.removeUnrecorded(parent, Instant.EPOCH);
        assertThat(parent.resolve("fj-frozen-111111111111")).as("it is young").exists();
        tags.removeUnrecorded(parent, Instant.now().plusSeconds(60));

        try (var left = Files.list(parent)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(recorded.tag(), "fj-frozen-of-somebody", "forkd-run-1");
        }
    }

    private static FrozenTag tag(String name, Instant when, @Nullable String directory) {
        return new FrozenTag(
                name,
                null,
                "[engine:e]/[class:C]",
                when.toString(),
                true,
                false,
                "criu",
                "/tmp/w",
                "/tmp/w/p",
                "/s/place.sh",
                "/project",
                directory,
                null);
    }
}
