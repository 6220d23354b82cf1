package dev.forkd.engine.host;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;

/** The directories for files that tests publish on this machine. */
@FunctionalInterface
public interface OutputDirectories {

    /**
     * Returns a test's output directory, and creates it if necessary.
     *
     * @param descriptor the test
     * @return the directory; empty if this version of the Platform has none
     */
    Optional<Path> directoryOf(TestDescriptor descriptor);
}
