package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What version control ignores: caches, tools and private notes, which no test needs that runs elsewhere too. */
final class IgnoredFiles {

    private static final long TIMEOUT_SECONDS = 20;

    private final World world;

    IgnoredFiles(World world) {
        this.world = world;
    }

    /** With what the user leaves out, and without what the user names or the build directory holds. */
    Set<Path> plus(List<String> files) {
        Set<Path> left = new HashSet<>();
        for (Path path : ignored()) {
            if (!path.startsWith(world.project().resolve("target"))
                    && !path.startsWith(world.project().resolve("build"))) {
                left.add(path);
            }
        }
        for (String file : files) {
            if (file.startsWith("!")) {
                left.add(world.project().resolve(file.substring(1)).normalize());
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
            // No git here: then nothing is ignored.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ignored;
    }
}
