package dev.forkd.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The words of different shells about the end of a command. */
final class ExitRecordTests {
    @Test
    void reads_exit_codes() {
        assertThat(ExitRecord.parse("rc=0\n")).isEqualTo(new ExitRecord.Code(0));
        assertThat(ExitRecord.parse("rc=137\n")).isEqualTo(new ExitRecord.Code(137));
    }

    @Test
    void reads_signals_in_the_words_of_any_shell() {
        assertThat(ExitRecord.parse("Killed\nrc=137\n")).isEqualTo(new ExitRecord.Code(-9));
        assertThat(ExitRecord.parse("sh: line 15: 12 Segmentation fault (core dumped) ( exec \"$@\" )\nrc=139\n"))
                .isEqualTo(new ExitRecord.Code(-11));
    }

    @Test
    void takes_other_remarks_for_what_they_are() {
        assertThat(ExitRecord.parse("sh: warning: setlocale\nrc=3\n")).isEqualTo(new ExitRecord.Code(3));
        assertThat(ExitRecord.parse("missing\n")).isEqualTo(new ExitRecord.Missing());
        assertThat(ExitRecord.parse("")).isEqualTo(new ExitRecord.Unknown());
        assertThat(ExitRecord.parse("rc=1")).isEqualTo(new ExitRecord.Unknown());
    }
}
