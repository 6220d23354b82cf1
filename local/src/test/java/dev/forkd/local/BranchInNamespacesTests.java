package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;

/** Branches of sandboxes of one kind. */
final class BranchInNamespacesTests extends BranchContract {
    BranchInNamespacesTests() {
        super(Isolation.Choice.NAMESPACES);
    }
}
