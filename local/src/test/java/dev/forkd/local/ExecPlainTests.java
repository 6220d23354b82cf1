package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;

/** As plain processes. */
final class ExecPlainTests extends ExecContract {
    ExecPlainTests() {
        super(Isolation.Choice.PLAIN);
    }
}
