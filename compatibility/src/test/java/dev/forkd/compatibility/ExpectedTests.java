package dev.forkd.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedTests {
    private final Expected expected = Expected.parse(List.of(
            "# why",
            "",
            "#! OutputTest#",
            "OutputTest#(one|two)(\\(\\))?: system-out",
            "",
            ": system-err A \".* once"));

    @Test
    void what_is_known_is_not_unexpected() {
        assertThat(expected.unexpected(List.of(
                        "TEST-a.OutputTest.xml: a.OutputTest#one(): system-out A \"\" B \"x\"",
                        "TEST-b.xml: b#c: system-err A \"said once\" B none",
                        "TEST-b.xml: b#c: system-out A \"\" B \"x\"")))
                .containsExactly("TEST-b.xml: b#c: system-out A \"\" B \"x\"");
    }

    @Test
    void a_condition_ends_with_an_empty_line() {
        assertThat(expected.stale(List.of("a.OutputTest#one"), List.of()))
                .containsExactly("expected, but not there any more: OutputTest#(one|two)(\\(\\))?: system-out");
    }

    @Test
    void nothing_is_missed_when_its_tests_did_not_run() {
        assertThat(expected.stale(List.of("a.OtherTest#one"), List.of())).isEmpty();
        assertThat(expected.stale(List.of("a.OutputTest#one"), List.of("a.OutputTest#two: system-out")))
                .isEmpty();
    }
}
