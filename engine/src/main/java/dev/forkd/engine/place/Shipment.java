package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.Cache;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/**
 * Ships the inputs to a machine that lacks some of them: the machine is asked which files it has, and only the others
 * are sent.
 */
final class Shipment {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_ANSWER = 64 * 1024 * 1024;
    private static final long MIB = 1024 * 1024;
    private static final long SPARE_MIB = 96;

    private final Path workerJar;
    private final Path scratch;
    private final TokenMask mask;
    private final List<String> arguments;
    private final Map<Path, Input> inputs;
    private final Set<Path> dependencies;
    private final String digest;
    private final AtomicLong sent = new AtomicLong();

    Shipment(World world, Path workerJar, ForkdConfiguration configuration, Path scratch, Host host) {
        this.workerJar = workerJar;
        this.scratch = scratch;
        this.dependencies = Dependencies.of(world);
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

    /** Returns what of the inputs may be kept for the next build. */
    Layer layer(Cache.Keeps keeps) {
        SortedMap<String, Layer.Content> files = new TreeMap<>();
        kept(keeps)
                .forEach(input -> files.put(input.path().toString(), new Layer.Content(input.content(), input.size())));
        return new Layer(files);
    }

    private List<Input> kept(Cache.Keeps keeps) {
        return inputs.values().stream()
                .filter(input -> input.kind() == Input.Kind.FILE)
                .filter(input -> switch (keeps) {
                    case OFF -> false;
                    case DEPENDENCIES -> dependencies.contains(input.path());
                    case PROJECT -> true;
                })
                .toList();
    }

    /** Adds files of an earlier layer that are still the same here, unless that makes more than {@code most} bytes. */
    Layer united(Layer layer, Map<String, String> earlier, long most) {
        SortedMap<String, Layer.Content> files = new TreeMap<>(layer.files());
        earlier.forEach((path, digest) -> {
            if (!files.containsKey(path)) {
                Input input = read(Path.of(path));
                if (input != null
                        && input.kind() == Input.Kind.FILE
                        && input.content().equals(digest)) {
                    files.put(path, new Layer.Content(digest, input.size()));
                }
            }
        });
        Layer united = new Layer(files);
        return united.size() <= most ? united : layer;
    }

    private @Nullable Input read(Path path) {
        Input known = inputs.get(path);
        if (known != null) {
            return known;
        }
        try {
            return Input.of(path, mask);
        } catch (IOException e) {
            // The file was deleted since it was listed, or cannot be read.
            return null;
        }
    }

    /** Sends only a layer, which may be kept for the next build. */
    void sendLayer(Sandbox sandbox, Probe probe, Layer layer) {
        send(
                sandbox,
                probe,
                layer.files().keySet().stream()
                        .map(path -> read(Path.of(path)))
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Sends everything that the sandbox lacks. What an earlier build has left there is deleted. */
    void send(Sandbox sandbox, Probe probe) {
        send(sandbox, probe, inputs.values());
    }

    private void send(Sandbox sandbox, Probe probe, Collection<Input> wanted) {
        long total = Math.max(size(wanted), size(inputs.values()));
        refuseTooMuch(sandbox, probe, total);
        String work = sandbox.workDirectory(Math.max(256, 2 * total / MIB + SPARE_MIB));
        Path files = scratch.resolve("ship-" + sandbox.id() + ".tgz");
        Path attributes = scratch.resolve("attributes-" + sandbox.id() + ".tgz");
        try {
            sendTools(sandbox, work);
            PlaceScript place = new PlaceScript(sandbox, work + "/place.sh");
            GuestListing listing = ask(sandbox, place, work, wanted);
            if (pack(wanted, listing, files, attributes)) {
                upload(sandbox, attributes, work + "/attributes.tgz");
            }
            upload(sandbox, files, work + "/ship.tgz");
            check(sandbox, place.run(TIMEOUT, "unpack", work), total);
        } catch (IOException e) {
            throw new RunFailedException("The inputs of the tests could not be packed: " + e, e);
        } finally {
            delete(files);
            delete(attributes);
        }
    }

    private static long size(Collection<Input> files) {
        return files.stream().mapToLong(Input::size).sum();
    }

    /** Sends our own files, unless the sandbox has them from an earlier build. */
    private void sendTools(Sandbox sandbox, String work) throws IOException {
        String there = sandbox.run("cd \"$1\" && sha256sum place.sh worker.jar 2>/dev/null || :", SHORT_TIMEOUT, work)
                .stdout();
        byte[] script = PlaceScript.content();
        if (!there.contains(Input.digestOf(new ByteArrayInputStream(script)))) {
            sandbox.upload(script, work + "/place.sh");
            sent.addAndGet(script.length);
        }
        if (!there.contains(Input.digestOf(Files.newInputStream(workerJar)))) {
            upload(sandbox, workerJar, work + "/worker.jar");
        }
    }

    private void upload(Sandbox sandbox, Path file, String path) throws IOException {
        sandbox.upload(file, path);
        sent.addAndGet(Files.size(file));
    }

    private static void delete(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            // The archive is deleted together with the directory of this run.
        }
    }

    private GuestListing ask(Sandbox sandbox, PlaceScript place, String work, Collection<Input> wanted)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream question = new GZIPOutputStream(bytes)) {
            for (Input input : wanted) {
                if (input.kind() == Input.Kind.FILE) {
                    question.write((input.path() + "\0").getBytes(UTF_8));
                }
            }
        }
        sandbox.upload(bytes.toByteArray(), work + "/ask.gz");
        sent.addAndGet(bytes.size());
        ShellResult asked = place.run(TIMEOUT, "ask", work);
        return asked.exitCode() == 0
                ? GuestListing.read(sandbox.download(work + "/answer", MAX_ANSWER), MAX_ANSWER)
                : GuestListing.empty();
    }

    /** Returns whether files that need not be sent have changed in their permissions or times. */
    private boolean pack(Collection<Input> wanted, GuestListing listing, Path files, Path attributes)
            throws IOException {
        try (InputArchive lacking = new InputArchive(files, mask);
                InputArchive changed = new InputArchive(attributes, mask)) {
            for (Input input : wanted) {
                if (input.kind() != Input.Kind.FILE || !listing.has(input)) {
                    lacking.add(input);
                } else if (listing.differsInAttributes(input)) {
                    changed.addAttributes(input);
                }
            }
            return !changed.isEmpty();
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
