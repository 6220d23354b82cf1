package dev.forkd.failsafe;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

class SecondIT {

    @Test
    void passes() {}

    @Test
    @Disabled("not today")
    void skipped() {}
}
