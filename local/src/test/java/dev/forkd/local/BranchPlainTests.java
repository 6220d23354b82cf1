package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;

/** Branches of sandboxes of one kind. */
final class BranchPlainTests extends BranchContract {
    BranchPlainTests() {
        super(Isolation.Choice.PLAIN);
    }
}
