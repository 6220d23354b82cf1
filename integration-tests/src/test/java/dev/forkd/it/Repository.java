package dev.forkd.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The local repository of the child builds. The build has installed our own artifacts there; everything else is
 * linked from the user's, so that nothing is downloaded twice and nothing of ours gets into the user's.
 */
final class Repository {

    private static final Path PATH = prepare();

    private Repository() {}

    static Path path() {
        return PATH;
    }

    private static Path prepare() {
        try {
            Path users = Settings.path("it.maven.repository");
            Path ours = Settings.path("it.repository");
            linkChildren(users, ours, "dev");
            linkChildren(users.resolve("dev"), ours.resolve("dev"), "forkd");
            return ours;
        } catch (IOException e) {
            throw new IllegalStateException("The repository for child builds could not be prepared", e);
        }
    }

    private static void linkChildren(Path from, Path to, String without) throws IOException {
        for (Path child : Trees.children(from)) {
            Path link = to.resolve(child.getFileName());
            if (!child.endsWith(without) && Files.isDirectory(child)) {
                if (Files.isSymbolicLink(link) && !Files.exists(link)) {
                    Files.delete(link);
                }
                if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, child);
                }
            }
        }
    }
}
