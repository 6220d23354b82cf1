package it.kinds;

import dev.forkd.junit.SandboxContext;

/** Where a test runs: with the engine, in a sandbox. */
final class Where {
    private Where() {}

    static void mustBeInSandbox() {
        if (Boolean.getBoolean("it.engine") && !SandboxContext.current().insideSandbox()) {
            throw new AssertionError("not in a sandbox");
        }
    }
}
