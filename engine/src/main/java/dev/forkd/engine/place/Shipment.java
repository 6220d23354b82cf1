package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.platform.commons.JUnitException;

/**
 * Ships the inputs to a machine that lacks some of them: the machine is asked which files it has, and only the others
 * are sent.
 */
final class Shipment {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_ANSWER = 64 * 1024 * 1024;
    private static final long MIB = 1024 * 1024;
    private static final long SPARE_MIB = 96;
    private static final String SYSTEM = "@system";

    private final Path workerJar;
    private final Path scratch;
    private final TokenMask mask;
    private final List<String> arguments;
    private final Map<Path, Input> inputs;
    private final String digest;
    private final AtomicLong sent = new AtomicLong();

    Shipment(World world, Path workerJar, ForkdConfiguration configuration, Path scratch, Host host) {
        this.workerJar = workerJar;
        this.scratch = scratch;
        this.mask = new TokenMask(configuration.token().orElse(""));
        this.arguments = new ArrayList<>(world.arguments());
        arguments.addAll(configuration.jvmArguments());
        try {
            this.inputs = Inputs.of(world, configuration.files(), mask);
        } catch (IOException e) {
            throw new JUnitException(
                    "The inputs of the tests could not be read for the sandboxes: " + e + ". Nothing was started.", e);
        }
        this.digest = digestOf(inputs);
        mask.tell(host);
    }

    String digest() {
        return digest;
    }

    long bytesSent() {
        return sent.get();
    }

    void send(Sandbox sandbox, Probe probe) {
        long total = inputs.values().stream().mapToLong(Input::size).sum();
        refuseTooMuch(sandbox, probe, total);
        String work = sandbox.workDirectory(Math.max(256, 2 * total / MIB + SPARE_MIB));
        try {
            Path script = Files.write(scratch.resolve("place.sh"), PlaceScript.content());
            upload(sandbox, script, work + "/place.sh");
            upload(sandbox, workerJar, work + "/worker.jar");
            PlaceScript place = new PlaceScript(sandbox, work + "/place.sh");
            Map<String, String> present = present(sandbox, place, work);
            Path archive = scratch.resolve("ship-" + sandbox.id() + ".tgz");
            try {
                write(archive, present);
                upload(sandbox, archive, work + "/ship.tgz");
            } finally {
                Files.deleteIfExists(archive);
            }
            check(sandbox, place.run(TIMEOUT, "unpack", work), total);
        } catch (IOException e) {
            throw new RunFailedException("The inputs of the tests could not be packed: " + e, e);
        }
    }

    private void upload(Sandbox sandbox, Path file, String path) throws IOException {
        sandbox.upload(file, path);
        sent.addAndGet(Files.size(file));
    }

    /** Returns the digests of the files that are already there, by path. */
    private Map<String, String> present(Sandbox sandbox, PlaceScript place, String work) throws IOException {
        StringBuilder question = new StringBuilder();
        for (Input input : inputs.values()) {
            if (input.kind() == Input.Kind.FILE) {
                question.append(input.path()).append('\0');
            }
        }
        sandbox.upload(question.toString().getBytes(UTF_8), work + "/ask");
        ShellResult asked = place.run(TIMEOUT, "ask", work);
        if (asked.exitCode() != 0) {
            return Map.of();
        }
        byte[] answer = sandbox.download(work + "/answer", MAX_ANSWER);
        Map<String, String> present = new HashMap<>();
        Map<String, String> ofTheSystem = new HashMap<>();
        Map<String, String> now = present;
        String text;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer))) {
            text = new String(in.readNBytes(MAX_ANSWER), UTF_8);
        }
        for (String line : text.split("\0", 0)) {
            if (line.equals(SYSTEM)) {
                now = ofTheSystem;
            } else if (line.length() > 67 && line.startsWith("  .", 64)) {
                now.put(line.substring(67), line.substring(0, 64));
            }
        }
        // Shipped files hide those of the system.
        ofTheSystem.forEach(present::putIfAbsent);
        return present;
    }

    private void write(Path archive, Map<String, String> present) throws IOException {
        try (OutputStream out = new FastGzip(Files.newOutputStream(archive));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Input input : inputs.values()) {
                if (input.kind() != Input.Kind.FILE
                        || !input.content().equals(present.get(input.path().toString()))) {
                    write(tar, input);
                }
            }
        }
    }

    private void write(TarArchiveOutputStream tar, Input input) throws IOException {
        String name = input.path().toString().substring(1);
        if (name.isEmpty()) {
            return;
        }
        TarArchiveEntry entry =
                switch (input.kind()) {
                    case DIRECTORY -> new TarArchiveEntry(name + "/", true);
                    case LINK -> new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
                    case FILE -> new TarArchiveEntry(name, true);
                };
        entry.setMode(input.mode());
        entry.setUserId(input.user());
        entry.setGroupId(input.group());
        entry.setLastModifiedTime(input.time());
        if (input.kind() == Input.Kind.LINK) {
            entry.setLinkName(input.content());
        }
        if (input.kind() == Input.Kind.FILE) {
            byte[] content = mask.clean(input.path(), Files.readAllBytes(input.path()));
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
        } else {
            tar.putArchiveEntry(entry);
        }
        tar.closeArchiveEntry();
    }

    /**
     * Uses the fastest compression: the channel is slow, but the best compression takes twice the time and saves only a
     * tenth.
     */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private void refuseTooMuch(Sandbox sandbox, Probe probe, long total) {
        long heap = arguments.stream()
                .filter(argument -> argument.matches("-Xmx\\d+[kKmMgG]?"))
                .mapToLong(Shipment::heapMib)
                .reduce(0, (first, second) -> second);
        long needed = total / MIB + heap;
        if (probe.memoryMib() > 0 && needed > probe.memoryMib()) {
            throw new RunFailedException(
                    "The inputs of the tests (" + total / MIB + " MiB) and a heap of " + heap
                            + " MiB (-Xmx) do not fit in the memory of sandbox " + sandbox.id() + ", "
                            + probe.memoryMib() + " MiB. Use a snapshot with more memory or with the dependencies in"
                            + " it, ship less (forkd.files), or lower the heap.",
                    null);
        }
    }

    private static long heapMib(String argument) {
        String number = argument.substring(4);
        char unit = Character.toLowerCase(number.charAt(number.length() - 1));
        long value = Long.parseLong(number.replaceAll("\\D", ""));
        return switch (unit) {
            case 'g' -> value * 1024;
            case 'm' -> value;
            case 'k' -> value / 1024;
            default -> value / MIB;
        };
    }

    private static void check(Sandbox sandbox, ShellResult result, long total) {
        if (result.exitCode() != 0) {
            throw new RunFailedException(
                    "The inputs of the tests (" + total + " bytes) could not be unpacked in sandbox " + sandbox.id()
                            + ", exit code " + result.exitCode() + ": " + OutputTail.clean(result.stderr())
                            + ". If its memory is full, use a snapshot with more.",
                    null);
        }
    }

    private static String digestOf(Map<Path, Input> inputs) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Input input : inputs.values()) {
                digest.update((input.path() + "\0" + input.kind() + "\0" + input.mode() + "\0" + input.content() + "\0")
                        .getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
