package dev.forkd.wire.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTests {
    private static final List<String> KNOWN =
            List.of("FORKD_SNAPSHOT_TAG", "FORKD_SCOPE", "FORKD_UNIT_TIMEOUT", "FORKD_N");

    @ParameterizedTest
    @CsvSource({
        "FORKD_SNAPSHOT_TGA, ' Did you mean FORKD_SNAPSHOT_TAG?'",
        "FORKD_SNAPSHOT, ' Did you mean FORKD_SNAPSHOT_TAG?'",
        "FORKD_SCOOP, ' Did you mean FORKD_SCOPE?'",
        "FORKD_EXEC_TIMEOUT, ' Did you mean FORKD_UNIT_TIMEOUT?'",
        "FORKD_BANANA, ''"
    })
    void few_mistakes_then_the_beginning_then_the_end_make_a_name_near(String wrong, String question) {
        assertThat(NearNames.question(wrong, KNOWN, "FORKD_")).isEqualTo(question);
    }
}
