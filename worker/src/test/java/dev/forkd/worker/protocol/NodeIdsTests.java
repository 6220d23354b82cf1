package dev.forkd.worker.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.UniqueId;

class NodeIdsTests {

    private static final String ENGINE = "[engine:junit-jupiter]";
    private static final String UNIT = ENGINE + "/[class:a.B]";

    @Test
    void takes_an_id_apart_as_the_platform_does() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            UniqueId id = UniqueId.root(word(random), word(random));
            for (int depth = random.nextInt(5); depth > 0; depth--) {
                id = id.append(word(random), word(random));
            }
            String text = id.toString();
            int segments = id.getSegments().size();

            assertThat(NodeIds.parentOf(text))
                    .isEqualTo(
                            segments == 1
                                    ? Optional.empty()
                                    : Optional.of(id.removeLastSegment().toString()));
            assertThat(NodeIds.rootOf(text))
                    .isEqualTo(UniqueId.root(
                                    id.getSegments().get(0).getType(),
                                    id.getSegments().get(0).getValue())
                            .toString());
            assertThat(UniqueId.parse(NodeIds.unitOf(text)).getSegments())
                    .isEqualTo(id.getSegments().subList(0, Math.min(2, segments)));
            if (id.getLastSegment().getType().matches("\\w+")) {
                assertThat(NodeIds.typeOf(text)).isEqualTo(id.getLastSegment().getType());
            }
        }
    }

    @Test
    void what_is_plain_is_an_id_of_the_platform_in_its_own_form() {
        Random random = new Random(8);
        int plain = 0;
        for (int round = 0; round < 20_000; round++) {
            String text = almostAnId(random);
            if (NodeIds.isPlain(text)) {
                plain++;
                assertThat(UniqueId.parse(text)).hasToString(text);
            }
        }
        assertThat(plain).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[engine:junit-jupiter] | true",
                "[engine:junit-jupiter]/[class:a.B$C]/[method:test(int, java.lang.String)] | true",
                "[engine:junit-jupiter]/[class:a.B]/[method:a%5Bb] | false",
                "[engine:junit-jupiter]/ | false",
                "[engine:junit-jupiter]/[class: ] | false",
                "[engine:junit-jupiter]/[:a] | false",
                "[engine] | false",
                "[] | false",
                "nothing | false"
            })
    void recognises_plain_ids(String text, boolean plain) {
        assertThat(NodeIds.isPlain(text)).isEqualTo(plain);
    }

    @Test
    void long_text_is_not_taken_for_plain() {
        assertThat(NodeIds.isPlain(UNIT + "/[method:" + "a".repeat(2_000) + "]"))
                .isFalse();
    }

    private static String word(Random random) {
        String characters = "abcXYZ09-_.$()#, :/[]%+é ";
        StringBuilder word = new StringBuilder("x");
        for (int length = random.nextInt(8); length > 0; length--) {
            word.append(characters.charAt(random.nextInt(characters.length())));
        }
        return word.toString();
    }

    private static String almostAnId(Random random) {
        String[] parts = {"[", "]", "]/[", ":", "a", "b:c", " ", "/", "%", "+", "\n", "x y", "[a:b]"};
        StringBuilder text = new StringBuilder("[a:b");
        for (int length = random.nextInt(7); length > 0; length--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return random.nextInt(10) == 0 ? text.toString() : text + "]";
    }
}
