package dev.forkd.action.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Packs the files of a git work tree that a commit of everything would contain: neither ignored files nor .git. */
final class Workspace {
    private static final long MINUTES = 10;

    private final Path directory;
    private final Path scratch;

    Workspace(Path directory, Path scratch) {
        this.directory = directory;
        this.scratch = scratch;
    }

    /** An archive, and how many files it contains. */
    record Archive(Path file, int files) {}

    Archive pack() throws IOException, InterruptedException {
        Path listed = scratch.resolve("git-files");
        run(
                List.of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
                listed,
                "Check the repository out first; only what git knows or would add is uploaded");
        var kept = new ByteArrayOutputStream();
        int files = 0;
        for (String name : split(Files.readAllBytes(listed))) {
            // A file that was deleted, but whose deletion is not committed yet, is still listed.
            Path file = directory.resolve(name);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            kept.write(("./" + name).getBytes(StandardCharsets.UTF_8));
            kept.write(0);
            files++;
        }
        if (files == 0) {
            throw new IOException("there is nothing to upload in " + directory);
        }
        Path list = Files.write(scratch.resolve("upload-files"), kept.toByteArray());
        Path archive = scratch.resolve("workspace.tar.gz");
        run(
                List.of("tar", "-czf", archive.toString(), "--null", "-T", list.toString()),
                scratch.resolve("tar.log"),
                "tar is needed on the runner");
        return new Archive(archive, files);
    }

    private static List<String> split(byte[] listed) {
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < listed.length; i++) {
            if (listed[i] == 0) {
                names.add(new String(listed, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return names;
    }

    private void run(List<String> command, Path out, String advice) throws IOException, InterruptedException {
        Path err = scratch.resolve("errors.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command.get(0) + " did not end within " + MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            String words = Files.readString(err).strip();
            throw new IOException(command.get(0) + " failed in " + directory + " with exit code " + process.exitValue()
                    + ": " + words.substring(0, Math.min(300, words.length())) + ". " + advice);
        }
    }
}
