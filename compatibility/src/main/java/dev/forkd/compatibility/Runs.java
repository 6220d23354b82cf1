package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The builds of one comparison: tests may fail; the build must not, or must where that is the question. */
final class Runs {
    private static final Path ENGINES = Main.HERE.resolveSibling("engine").resolve("target");

    private final Options options;
    private final Path scratch;

    /** @param scratch where flaky tests count their attempts */
    Runs(Options options, Path scratch) {
        this.options = options;
        this.scratch = scratch;
    }

    /**
     * Runs Maven.
     *
     * @return why there is nothing to compare, in lines; none if there is
     */
    List<String> run(RunFiles files, List<String> how) throws IOException, InterruptedException {
        String key = key(how);
        if (options.resume
                && Files.exists(files.done())
                && Files.readString(files.done()).equals(key)) {
            return List.of();
        }
        files.delete();
        List<String> arguments = new ArrayList<>(List.of(
                options.phase,
                "-Dreports=" + (options.label.isEmpty() ? "" : options.label + "/") + files.name(),
                "-Dflaky.directory=" + scratch,
                "-Dmaven.test.failure.ignore=" + !options.fails));
        arguments.addAll(how);
        arguments.addAll(options.maven);
        int code = options.program().maven(files.log(), arguments);
        if (code == (options.fails ? 1 : 0)) {
            Files.writeString(files.done(), key);
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        reasons.add(files.name() + ": Maven ended with " + code + (options.fails ? ", and should have failed" : "")
                + ", see " + files.log());
        reasons.addAll(files.maven().firstErrors());
        return reasons;
    }

    /** What a run that need not be repeated was made of. */
    private String key(List<String> how) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<?> words = List.of(options.phase, options.fails, how, options.maven);
            digest.update(words.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(options.directory().resolve("pom.xml")));
            if (how.contains("-Pforkd")) {
                for (Path jar : Directories.files(ENGINES, "forkd-junit-engine-.*\\.jar")) {
                    digest.update(Files.readAllBytes(ENGINES.resolve(jar)));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
