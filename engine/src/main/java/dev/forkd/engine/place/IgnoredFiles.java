package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Files that version control ignores, such as caches, tools and private notes. Tests that also run on other machines do
 * not need them.
 */
final class IgnoredFiles {

    private static final long TIMEOUT_SECONDS = 20;

    private final World world;

    IgnoredFiles(World world) {
        this.world = world;
    }

    /** Returns the ignored files outside the build directory. */
    Set<Path> outsideBuildDirectory() {
        Set<Path> left = new HashSet<>();
        for (Path path : ignored()) {
            if (!path.startsWith(world.project().resolve("target"))
                    && !path.startsWith(world.project().resolve("build"))) {
                left.add(path);
            }
        }
        return left;
    }

    private Set<Path> ignored() {
        Set<Path> ignored = new HashSet<>();
        Path root = world.buildRoot();
        try {
            Path list = Files.createTempFile("forkd-ignored-", "");
            try {
                Process git = new ProcessBuilder(
                                "git", "ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z")
                        .directory(root.toFile())
                        .redirectOutput(list.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!git.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    git.destroyForcibly();
                } else if (git.exitValue() == 0) {
                    for (String path :
                            Files.readString(list, StandardCharsets.UTF_8).split("\0", 0)) {
                        if (!path.isEmpty()) {
                            ignored.add(root.resolve(path).normalize());
                        }
                    }
                }
            } finally {
                Files.deleteIfExists(list);
            }
        } catch (IOException e) {
            // Without git nothing is ignored.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ignored;
    }
}
