package dev.forkd.engine.fleet;

import dev.forkd.wire.SnapshotInfo;
import java.util.Optional;

/** What a controller says of a branch that has less in it than a machine's memory. */
public final class BranchWarning {

    /** How the local controller begins when it could not copy processes. */
    private static final String FILES_ONLY = "local controller: files only";

    private BranchWarning() {}

    /**
     * Tells whether the processes of the sandbox are missing in a branch of it.
     *
     * @param branch the finished tag
     * @return the controller's words; empty when the processes are there
     */
    public static Optional<String> filesOnly(SnapshotInfo branch) {
        return Optional.ofNullable(branch.warning()).filter(warning -> warning.startsWith(FILES_ONLY));
    }
}
