package dev.forkd.engine.place;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Directories that a program locks as long as it uses them, because their files only make sense together: databases and
 * indexes. They are recognised by the lock's name.
 */
final class LockedDirectories {

    /** Of Derby, LevelDB and RocksDB, Lucene, PostgreSQL. Locks that lie beside foreign files are not among them. */
    private static final Set<String> LOCKS = Set.of("db.lck", "LOCK", "write.lock", "postmaster.pid");

    /** Build tools put everything there, so a lock says nothing of the files beside it. */
    private static final Set<String> OUTPUTS = Set.of("target", "build");

    private final Set<String> directories = new HashSet<>();

    /**
     * Looks for locks.
     *
     * @param paths paths of files, relative to the build's directory
     */
    LockedDirectories(Collection<String> paths) {
        for (String path : paths) {
            int slash = path.lastIndexOf('/');
            if (slash > 0
                    && LOCKS.contains(path.substring(slash + 1))
                    && !OUTPUTS.contains(path.substring(path.lastIndexOf('/', slash - 1) + 1, slash))) {
                directories.add(path.substring(0, slash));
            }
        }
    }

    /**
     * Returns the outermost locked directory that a file lies in. Its cost does not depend on the number of locks, as a
     * sandbox may have made thousands.
     */
    Optional<String> of(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (directories.contains(path.substring(0, slash))) {
                return Optional.of(path.substring(0, slash));
            }
        }
        return Optional.empty();
    }
}
