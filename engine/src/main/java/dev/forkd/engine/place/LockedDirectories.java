package dev.forkd.engine.place;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Directories that a program locks as long as it uses them, because their files only make sense together: databases and
 * indexes. They are recognised by the lock's name.
 */
final class LockedDirectories {

    /** Of Derby, LevelDB and RocksDB, Lucene, PostgreSQL. Locks that lie beside foreign files are not among them. */
    private static final Set<String> LOCKS = Set.of("db.lck", "LOCK", "write.lock", "postmaster.pid");

    private final List<String> directories = new ArrayList<>();

    /**
     * Looks for locks.
     *
     * @param paths paths of files, relative to the build's directory
     */
    LockedDirectories(Collection<String> paths) {
        for (String path : paths) {
            int name = path.lastIndexOf('/') + 1;
            if (name > 0 && LOCKS.contains(path.substring(name))) {
                directories.add(path.substring(0, name));
            }
        }
    }

    List<String> all() {
        return directories;
    }

    /** Returns the locked directory that a file lies in, with a slash at its end. */
    Optional<String> of(String path) {
        return directories.stream().filter(path::startsWith).findFirst();
    }
}
