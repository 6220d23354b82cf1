package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;

/** As plain processes. */
final class ExecPlainTest extends ExecContract {
    ExecPlainTest() {
        super(Isolation.Choice.PLAIN);
    }
}
