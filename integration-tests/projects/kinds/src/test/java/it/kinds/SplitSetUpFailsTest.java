package it.kinds;

import dev.forkd.junit.ForkdSandbox;

/** Each part fails, and the class fails once. */
@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
class SplitSetUpFailsTest extends SetUpFails {}
