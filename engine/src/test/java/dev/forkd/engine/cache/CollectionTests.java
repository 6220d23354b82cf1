package dev.forkd.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.configuration.Cache;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which kept tags are deleted. */
class CollectionTests {

    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
    private static final KeptKind HERE =
            new KeptKind(KeptKind.LAYOUT, "http://here:1", "base", 7, Cache.Keeps.DEPENDENCIES, "");

    private final List<KeptTags.Entry> entries = new ArrayList<>();

    @Test
    void those_unused_for_longer_than_the_limit() {
        entry("old", HERE, Duration.ofDays(8));
        entry("fresh", HERE, Duration.ofDays(6));

        assertThat(superfluous(9)).containsExactly("old");
    }

    @Test
    void those_beyond_the_number_that_was_asked_for_the_longest_unused_first() {
        entry("third", HERE, Duration.ofHours(3));
        entry("first", HERE, Duration.ofHours(1));
        entry("second", HERE, Duration.ofHours(2));

        assertThat(superfluous(2)).containsExactly("third");
    }

    @Test
    void of_two_with_the_same_files_the_older_one() {
        entries.add(new KeptTags.Entry(new KeptTag("a", HERE, "same", Map.of()), NOW.minusSeconds(2)));
        entries.add(new KeptTags.Entry(new KeptTag("b", HERE, "same", Map.of()), NOW.minusSeconds(1)));

        assertThat(superfluous(9)).containsExactly("a");
    }

    @Test
    void those_whose_base_was_made_anew() {
        entry(
                "of-the-old-base",
                new KeptKind(KeptKind.LAYOUT, "http://here:1", "base", 6, HERE.keeps(), ""),
                Duration.ZERO);
        entry(
                "of-another-base",
                new KeptKind(KeptKind.LAYOUT, "http://here:1", "b", 6, HERE.keeps(), ""),
                Duration.ZERO);

        assertThat(superfluous(9)).containsExactly("of-the-old-base");
    }

    @Test
    void those_that_other_versions_have_made() {
        entry("older", new KeptKind(KeptKind.LAYOUT - 1, "http://here:1", "base", 7, HERE.keeps(), ""), Duration.ZERO);

        assertThat(superfluous(9)).containsExactly("older");
    }

    @Test
    void the_records_of_those_that_the_controller_no_longer_has() {
        entry("there", HERE, Duration.ZERO);
        entry("gone", HERE, Duration.ZERO);

        assertThat(names(Collection.superfluous(entries, HERE, limits(9), NOW, Set.of("there"))))
                .containsExactly("gone");
    }

    @Test
    void never_those_of_another_controller() {
        entry("elsewhere", new KeptKind(0, "http://there:1", "base", 1, HERE.keeps(), ""), Duration.ofDays(900));

        assertThat(superfluous(1)).isEmpty();
    }

    private void entry(String tag, KeptKind kind, Duration unused) {
        entries.add(new KeptTags.Entry(new KeptTag(tag, kind, tag, Map.of()), NOW.minus(unused)));
    }

    private List<String> superfluous(int most) {
        Set<String> all =
                Set.copyOf(entries.stream().map(entry -> entry.tag().tag()).toList());
        return names(Collection.superfluous(entries, HERE, limits(most), NOW, all));
    }

    private static Cache limits(int most) {
        return new Cache(Cache.Keeps.DEPENDENCIES, Duration.ofDays(7), most);
    }

    private static List<String> names(List<KeptTag> tags) {
        return tags.stream().map(KeptTag::tag).toList();
    }
}
