package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class RepetitionTest {

    @RepeatedTest(3)
    void threeTimes(RepetitionInfo info) {
        assertEquals(3, info.getTotalRepetitions());
    }

    @RepeatedTest(value = 2, name = "{displayName}: {currentRepetition} of {totalRepetitions}")
    void named(RepetitionInfo info) {
        assertTrue(info.getCurrentRepetition() <= 2);
    }
}
