package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;

/** In namespaces of their own, where the machine allows them. */
final class ExecInNamespacesTests extends ExecContract {
    ExecInNamespacesTests() {
        super(Isolation.Choice.NAMESPACES);
    }
}
