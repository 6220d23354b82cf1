package dev.forkd.engine.host;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;

/** Where the files that a test publishes belong on this machine. */
@FunctionalInterface
public interface OutputDirectories {

    /**
     * Makes a test's output directory, or returns it if it is there.
     *
     * @param descriptor the test
     * @return the directory; empty when this Platform has none
     */
    Optional<Path> directoryOf(TestDescriptor descriptor);
}
