package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;

/** Branches of sandboxes of one kind. */
final class BranchPlainTest extends BranchContract {
    BranchPlainTest() {
        super(Isolation.Choice.PLAIN);
    }
}
