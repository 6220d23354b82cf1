package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.engine.host.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The place for a run's files that a sandbox reads: on this machine's disk, or in the guest. */
sealed interface WorldFiles {

    /** Returns the sandbox's own directory. */
    String workDirectory();

    /** Writes a file, and returns its path as the sandbox sees it. */
    String put(String name, byte[] content);

    /** A sandbox that sees this machine's files. */
    record OnThisMachine(String workDirectory, Path directory) implements WorldFiles {

        @Override
        public String put(String name, byte[] content) {
            Path file = directory.resolve(name);
            try {
                Files.deleteIfExists(file);
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                }
                Files.write(file, content, StandardOpenOption.CREATE);
                return file.toString();
            } catch (IOException e) {
                throw new RunFailedException("A file of this run cannot be written: " + e, e);
            }
        }
    }

    /** A sandbox on another machine. */
    record InTheGuest(Sandbox sandbox, String workDirectory) implements WorldFiles {

        @Override
        public String put(String name, byte[] content) {
            String path = workDirectory + "/" + name;
            sandbox.upload(content, path);
            return path;
        }
    }
}
