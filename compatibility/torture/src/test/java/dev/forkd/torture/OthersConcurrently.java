package dev.forkd.torture;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("from everything")
class OthersConcurrently {

    @RepeatedTest(3)
    void repeated() {}

    @Test
    void alone() {}
}
