package dev.forkd.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The words of different shells about the end of a command. */
final class FateTest {
    @Test
    void readsExitCodes() {
        assertThat(Fate.parse("rc=0\n")).isEqualTo(new Fate.Code(0));
        assertThat(Fate.parse("rc=137\n")).isEqualTo(new Fate.Code(137));
    }

    @Test
    void readsSignalsInTheWordsOfAnyShell() {
        assertThat(Fate.parse("Killed\nrc=137\n")).isEqualTo(new Fate.Code(-9));
        assertThat(Fate.parse("sh: line 15: 12 Segmentation fault (core dumped) ( exec \"$@\" )\nrc=139\n"))
                .isEqualTo(new Fate.Code(-11));
    }

    @Test
    void takesOtherRemarksForWhatTheyAre() {
        assertThat(Fate.parse("sh: warning: setlocale\nrc=3\n")).isEqualTo(new Fate.Code(3));
        assertThat(Fate.parse("missing\n")).isEqualTo(new Fate.Missing());
        assertThat(Fate.parse("")).isEqualTo(new Fate.Unknown());
        assertThat(Fate.parse("rc=1")).isEqualTo(new Fate.Unknown());
    }
}
