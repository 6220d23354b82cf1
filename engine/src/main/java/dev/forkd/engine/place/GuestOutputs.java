package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Fetches the outputs that the settings name from a sandbox on another machine, and nothing else, because anybody may
 * have written the files there. Code, reports and files that other steps of the build read are never fetched, whatever
 * the settings say: a jar that is newer than the build's own would be used in its place.
 */
final class GuestOutputs {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_LISTING = 16 * 1024 * 1024;
    private static final long MAX_BYTES = 1L << 30;
    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(15);

    /** What lies between two files that were asked for: headers, with the longest of names, and padding. */
    private static final long MAX_BETWEEN_FILES = 1L << 20;

    private static final Pattern NEVER =
            Pattern.compile("(?i)(.*/)?(.*\\.(jar|war|ear|zip|class|so|dll|jmod|sh|bat|cmd|gradle|kts|java|kt|groovy)"
                    + "|pom\\.xml|failsafe-summary\\.xml|(surefire|failsafe)(-reports)?(/.*)?|maven-[^/]*(/.*)?"
                    + "|generated-(test-)?sources(/.*)?|classes(/.*)?|test-classes(/.*)?|libs(/.*)?"
                    + "|\\.(git|hg|svn|mvn)(/.*)?|TEST-[^/]*\\.xml)");

    private final Sandbox sandbox;
    private final String work;
    private final Path scratch;
    private final World world;
    private final List<PathMatcher> wanted;
    private final Host host;
    private final OutputBudget budget;
    private long announced;

    GuestOutputs(
            Sandbox sandbox,
            String work,
            Path scratch,
            World world,
            List<String> outputs,
            Host host,
            OutputBudget budget) {
        this.sandbox = sandbox;
        this.work = work;
        this.scratch = scratch;
        this.world = world;
        this.host = host;
        this.budget = budget;
        this.wanted = outputs.stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
    }

    void collectInto(Homecoming homecoming) throws IOException {
        for (String name : List.of("target", "build")) {
            Path directory = world.project().resolve(name);
            if (Files.isDirectory(directory)) {
                collect(directory, homecoming);
            }
        }
    }

    private void collect(Path directory, Homecoming homecoming) throws IOException {
        PlaceScript script = new PlaceScript(sandbox, work + "/place.sh");
        ShellResult listed = script.run(TIMEOUT, "outputs", work, directory.toString(), Integer.toString(MAX_LISTING));
        if (listed.exitCode() != 0) {
            throw new IOException("its files could not be listed: " + OutputTail.clean(listed.stderr()));
        }
        Set<String> chosen = choose(text(sandbox.download(work + "/outputs", MAX_LISTING)));
        if (chosen.isEmpty()) {
            return;
        }
        sandbox.upload((String.join("\0", chosen) + "\0").getBytes(UTF_8), work + "/take");
        script.run(TIMEOUT, "collect", work, directory.toString());
        Path archive = scratch.resolve("back-" + sandbox.id() + ".tgz");
        try {
            sandbox.download(work + "/back.tgz", archive, MAX_BYTES, DOWNLOAD_WITHIN);
            unpack(archive, chosen, directory, homecoming);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private Set<String> choose(String listing) {
        OutputChoice choice = new OutputChoice(this::isWanted, MAX_BYTES, budget);
        for (String entry : listing.split("\0", -1)) {
            choice.offer(entry);
        }
        choice.tell(host, sandbox.id());
        announced = choice.bytes();
        return choice.chosen();
    }

    private boolean isWanted(String name) {
        try {
            Path path = Path.of(name);
            return !path.isAbsolute()
                    && path.equals(path.normalize())
                    && !path.startsWith("..")
                    && !NEVER.matcher(name).matches()
                    && wanted.stream().anyMatch(matcher -> matcher.matches(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A listing by the bytes of the names. */
    private static String text(byte[] compressed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(in.readNBytes(MAX_LISTING), ISO_8859_1);
        }
    }

    private void unpack(Path archive, Set<String> chosen, Path directory, Homecoming homecoming) throws IOException {
        Path target = Files.createTempDirectory(scratch, "outputs-");
        long left = MAX_BYTES;
        int number = 0;
        Set<String> expected = new LinkedHashSet<>(chosen);
        try (InputStream file = Files.newInputStream(archive);
                Allowance content = new Allowance(new GZIPInputStream(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(content, UTF_8.name())) {
            content.allow(MAX_BETWEEN_FILES);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!isPlainFile(entry) || !expected.remove(entry.getName())) {
                    continue;
                }
                // The copy is named by a number, so that a name from the sandbox is never used as a path before it was
                // checked.
                Path copy = target.resolve(Integer.toString(number++));
                content.allow(left + MAX_BETWEEN_FILES);
                left -= copy(tar, copy, left);
                content.allow(MAX_BETWEEN_FILES);
                String path = world.buildRoot()
                        .relativize(directory.resolve(entry.getName()))
                        .toString();
                homecoming.written(path, sandbox.id(), copy, false);
            }
        }
        if (!expected.isEmpty()) {
            throw new IOException(expected.size() + " of its " + chosen.size() + " outputs did not arrive");
        }
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }

    private long copy(InputStream in, Path target, long most) throws IOException {
        long copied = 0;
        try (var out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > most || !isInBudget(read)) {
                    throw new IOException("its outputs are larger than it said");
                }
                out.write(buffer, 0, read);
            }
        }
        return copied;
    }

    /** What was announced has been taken from the budget already; what files have grown by meanwhile was not. */
    private boolean isInBudget(int read) {
        long more = Math.max(0, read - announced);
        announced = Math.max(0, announced - read);
        return budget.take(more);
    }
}
