package it.initializers;

import dev.forkd.junit.ForkdSandbox;

@ForkdSandbox
class PlainTest extends ThreeEnds {
    static final boolean TRACE = Trace.of("PlainTest");
}
