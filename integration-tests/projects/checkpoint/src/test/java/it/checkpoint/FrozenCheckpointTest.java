package it.checkpoint;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

/** Is not set up, so there is no checkpoint. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class FrozenCheckpointTest extends HalfSetUp {

    @Test
    void norThis() {}
}
