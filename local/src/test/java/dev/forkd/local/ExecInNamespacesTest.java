package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;

/** In namespaces of their own, where the machine allows them. */
final class ExecInNamespacesTest extends ExecContract {
    ExecInNamespacesTest() {
        super(Isolation.Choice.NAMESPACES);
    }
}
