package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;

/** Branches of sandboxes of one kind. */
final class BranchInNamespacesTest extends BranchContract {
    BranchInNamespacesTest() {
        super(Isolation.Choice.NAMESPACES);
    }
}
