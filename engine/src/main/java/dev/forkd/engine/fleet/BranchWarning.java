package dev.forkd.engine.fleet;

import dev.forkd.wire.SnapshotInfo;
import java.util.Optional;

/** Recognises from a controller's warning that a branch contains less than the machine's memory. */
public final class BranchWarning {

    /** The beginning of the local controller's warning that it could not copy processes. */
    private static final String FILES_ONLY = "local controller: files only";

    private BranchWarning() {}

    /**
     * Tells whether the processes of the sandbox are missing in its branch.
     *
     * @param branch the finished tag
     * @return the controller's warning; empty if the processes are there
     */
    public static Optional<String> filesOnly(SnapshotInfo branch) {
        return Optional.ofNullable(branch.warning()).filter(warning -> warning.startsWith(FILES_ONLY));
    }
}
