package it.kinds;

import dev.forkd.junit.ForkdSandbox;

@ForkdSandbox
interface Sandboxed {}
