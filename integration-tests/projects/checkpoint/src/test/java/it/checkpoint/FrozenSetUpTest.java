package it.checkpoint;

import dev.forkd.junit.ForkdSandbox;

/** Is not even set up. */
@ForkdSandbox
class FrozenSetUpTest extends HalfSetUp {}
