package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.client.StateDirectory;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.Cache;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.scratch.ScratchDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/**
 * Makes the place that a worker sees, in each sandbox of a run. The first sandbox determines the kind of all places.
 * Thread-safe.
 */
public final class Places implements AutoCloseable, Layers {

    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAKE_TIMEOUT = Duration.ofSeconds(30);
    private static final int REFUSED = 3;
    private static final long MIB = 1L << 20;
    private static final long MAX_UNITED = 512 * MIB;
    private static final Pattern LAYERS = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final ForkdConfiguration configuration;
    private final boolean assertions;
    private final World world;
    private final Host host;
    private final ScratchDirectory directory;
    private final String secret = UUID.randomUUID().toString();
    private final Path witness;
    private final Path workerJar;
    private final WorkerEntry entry;
    private final Back back;
    private final boolean ownsBack;
    private final Aside aside;
    private @Nullable Probe probe;
    private @Nullable PlaceKind kind;
    private @Nullable Shipment shipment;

    /**
     * Collects what the tests of this JVM can see.
     *
     * @param properties the system properties that tests will see
     * @param configuration the settings
     * @param assertions whether assertions are enabled
     * @param host shows messages about anything unusual
     * @throws JUnitException if a class path entry cannot be read, or no directory can be created
     */
    public Places(PropertySnapshot properties, ForkdConfiguration configuration, boolean assertions, Host host) {
        this(configuration, assertions, host, World.ofThisJvm(properties), null);
    }

    private Places(
            ForkdConfiguration configuration, boolean assertions, Host host, World world, @Nullable Back shared) {
        this.configuration = configuration;
        this.assertions = assertions;
        this.host = host;
        this.world = world;
        this.directory = ScratchDirectory.open(candidates(world));
        this.witness = directory.path().resolve("witness");
        this.workerJar = directory.path().resolve("worker.jar");
        this.entry = new WorkerEntry(world, configuration, assertions, workerJar);
        this.ownsBack = shared == null;
        this.back = shared == null ? new Back(world, directory.path(), configuration.outputs(), host) : shared;
        this.aside = new Aside(world, covered(world), directory.path(), workerJar);
        try {
            Files.writeString(witness, secret);
            WorkerJar.write(workerJar);
            Files.write(directory.path().resolve("place.sh"), PlaceScript.content());
        } catch (IOException e) {
            directory.close();
            throw new JUnitException("The files of this run cannot be written: " + e + ". Nothing was started.", e);
        }
    }

    /**
     * Returns places in the sandboxes of a further controller, which may have other files. What tests write comes back
     * with what those in these places write, so close this object last.
     *
     * @return the places
     */
    public Places forAnotherController() {
        return new Places(configuration, assertions, host, world, back);
    }

    /** Directories for the run's files. The layers of a view must not be inside directories that the view covers. */
    private static List<Path> candidates(World world) {
        List<Path> parents = new ArrayList<>();
        for (Path parent : List.of(StateDirectory.standard().resolve("places"), Path.of("/var/tmp"))) {
            if (covered(world).stream().noneMatch(parent::startsWith)) {
                parents.add(parent);
            }
        }
        parents.add(world.temporaryDirectory());
        return parents;
    }

    private static List<Path> covered(World world) {
        List<Path> directories = new ArrayList<>();
        if (!world.temporaryDirectory().startsWith("/tmp")
                && !world.temporaryDirectory().startsWith(world.buildRoot())) {
            directories.add(world.temporaryDirectory());
        }
        directories.add(world.buildRoot());
        return directories;
    }

    /** The number of a directory among those that a view covers. */
    static String coveredNumber(World world, Path directory) {
        return Integer.toString(covered(world).indexOf(directory));
    }

    /**
     * Examines a sandbox, normally the first one of a run, and decides which kind of place all sandboxes get.
     *
     * @param sandbox the sandbox
     * @return the kind
     * @throws RunFailedException if the sandbox cannot be used, with the reason
     */
    public synchronized PlaceKind decide(Sandbox sandbox) {
        if (kind == null) {
            probe = Probe.of(sandbox, witness.toString(), secret, configuration.java());
            kind = kindOf(sandbox, probe);
            refuseWrongJava(sandbox, probe);
        }
        return kind;
    }

    private PlaceKind kindOf(Sandbox sandbox, Probe seen) {
        PlaceKind wanted = configuration.place().map(PlaceKind::valueOf).orElse(null);
        if (wanted != null && wanted.isThisMachine() != seen.thisMachine() && wanted.isThisMachine()) {
            throw new RunFailedException(
                    "forkd.place is '" + wanted.word() + "', but sandbox " + sandbox.id()
                            + " does not see this machine's files. Leave forkd.place out.",
                    null);
        }
        if (wanted != null) {
            return wanted;
        }
        if (!seen.thisMachine()) {
            return PlaceKind.OVERLAY;
        }
        if (world.isBuiltInParallel()) {
            host.say("forkd: tests see and write this machine's files themselves, because several modules are built at"
                    + " a time.");
            return PlaceKind.SHARED;
        }
        return seen.namespaces() && seen.root() ? PlaceKind.VIEW : PlaceKind.SHARED;
    }

    private void refuseWrongJava(Sandbox sandbox, Probe seen) {
        String where =
                "sandbox " + sandbox.id() + " (snapshot " + sandbox.info().snapshotTag() + ")";
        if (seen.java().isEmpty()) {
            throw new RunFailedException(
                    configuration
                            .java()
                            .map(path -> "There is no program at " + path + " in " + where
                                    + ", but forkd.java says so. Correct it, or leave it out to have Java looked for.")
                            .orElse("There is no Java in " + where
                                    + ": looked on its PATH and below /usr/lib/jvm, /opt/java and /opt. Use a snapshot"
                                    + " with a JDK, or set forkd.java to the path of the java program inside it."),
                    null);
        }
        int here = Runtime.version().feature();
        if (seen.javaVersion() > 0
                && seen.javaVersion() != here
                && configuration.java().isEmpty()) {
            throw new RunFailedException(
                    "The Java in " + where + ", " + OutputTail.clean(seen.java()) + ", is version " + seen.javaVersion()
                            + ", but the tests run on version " + here
                            + " here. Use a snapshot with that version, or name another java program with forkd.java.",
                    null);
        }
        if (seen.javaVersion() > 0 && seen.javaVersion() < 17) {
            throw new RunFailedException(
                    "The Java in " + where + ", " + OutputTail.clean(seen.java()) + ", is version " + seen.javaVersion()
                            + "; forkd needs 17 or newer. Set forkd.java to the path of a newer one.",
                    null);
        }
    }

    /**
     * Ships missing files to a sandbox on another machine. Sandboxes forked from it need nothing more.
     *
     * @param sandbox the sandbox
     */
    public void ship(Sandbox sandbox) {
        PlaceKind decided = decide(sandbox);
        if (!decided.isThisMachine()) {
            shipment().send(sandbox, probed());
        }
    }

    @Override
    public boolean isElsewhere(Sandbox sandbox) {
        return !decide(sandbox).isThisMachine();
    }

    @Override
    public Layer layer(Cache.Keeps keeps) {
        return shipment().layer(keeps);
    }

    @Override
    public String scope(Cache.Keeps keeps) {
        return keeps == Cache.Keeps.PROJECT ? world.buildRoot().toString() : "";
    }

    /**
     * Returns how much memory a sandbox's machine has.
     *
     * @return MiB; 0 if unknown
     */
    public long memoryMib() {
        return probed().memoryMib();
    }

    @Override
    public Layer united(Layer layer, Map<String, String> earlier) {
        long memory = memoryMib() * MIB;
        return shipment().united(layer, earlier, memory > 0 ? Math.min(MAX_UNITED, memory / 4) : MAX_UNITED);
    }

    @Override
    public void shipLayer(Sandbox sandbox, Layer layer) {
        decide(sandbox);
        shipment().sendLayer(sandbox, probed(), layer);
    }

    /**
     * Returns a digest of the files that are shipped.
     *
     * @return a digest of their names and contents, in hexadecimal
     */
    public String digest() {
        return shipment().digest();
    }

    /**
     * Returns how much was sent to sandboxes.
     *
     * @return the number of bytes
     */
    public synchronized long bytesShipped() {
        return shipment == null ? 0 : shipment.bytesSent();
    }

    private synchronized Shipment shipment() {
        if (shipment == null) {
            shipment = new Shipment(world, workerJar, configuration, directory.path(), host);
        }
        return shipment;
    }

    private synchronized Probe probed() {
        if (probe == null) {
            throw new IllegalStateException("No sandbox has been looked at");
        }
        return probe;
    }

    /**
     * Makes the place in a sandbox that has the necessary files.
     *
     * @param sandbox the sandbox
     * @return the place
     * @throws RunFailedException if it cannot be made, with the reason
     */
    public Place enter(Sandbox sandbox) {
        PlaceKind decided = decide(sandbox);
        WorldFiles files = filesFor(sandbox, decided);
        long holder = decided == PlaceKind.SHARED ? 0 : make(sandbox, decided, files);
        if (decided == PlaceKind.VIEW && holder == 0) {
            decided = PlaceKind.SHARED;
        }
        if (decided == PlaceKind.SHARED && probed().namespaces() && probed().root()) {
            holder = makeTemporaryDirectory(sandbox, files);
        }
        String script = entry.write(files, decided, holder, probed());
        return new Place(sandbox, files, decided, script, back, aside);
    }

    /**
     * Takes over the place in a sandbox that was forked, together with its processes, from one that has a place.
     *
     * @param sandbox the fork
     * @param source the place in the original sandbox
     * @return the same place in the fork
     * @throws RunFailedException if the fork does not have it
     */
    public Place adopt(Sandbox sandbox, Place source) {
        if (source.kind() != PlaceKind.VIEW) {
            return source.in(sandbox, filesFor(sandbox, source.kind()));
        }
        ShellResult told = sandbox.run("cat \"$1/place/base\"", SHORT_TIMEOUT, sandbox.workDirectory());
        String parent = directory.path() + "/";
        String base = told.stdout().strip();
        String name = base.startsWith(parent) ? base.substring(parent.length()) : "";
        // The path comes from the sandbox, so it is only accepted if it is where the layers must be.
        if (!LAYERS.matcher(name).matches()
                || !Files.isDirectory(directory.path().resolve(name))) {
            throw new RunFailedException(
                    "The layers of sandbox " + sandbox.id() + " are not where they should be", null);
        }
        return source.in(
                sandbox,
                new WorldFiles.OnThisMachine(
                        sandbox.workDirectory(), directory.path().resolve(name)));
    }

    private WorldFiles filesFor(Sandbox sandbox, PlaceKind decided) {
        String work = sandbox.workDirectory();
        return decided.isThisMachine() ? filesOnThisMachine(sandbox, work) : new WorldFiles.InTheGuest(sandbox, work);
    }

    private WorldFiles filesOnThisMachine(Sandbox sandbox, String work) {
        try {
            return new WorldFiles.OnThisMachine(
                    work, Files.createDirectories(directory.path().resolve(sandbox.id())));
        } catch (IOException e) {
            throw new RunFailedException("A directory of this run cannot be made: " + e, e);
        }
    }

    private long make(Sandbox sandbox, PlaceKind decided, WorldFiles files) {
        List<String> words = new ArrayList<>(List.of("make"));
        PlaceScript script;
        if (files instanceof WorldFiles.OnThisMachine own) {
            script = new PlaceScript(
                    sandbox, directory.path().resolve("place.sh").toString());
            words.addAll(List.of("view", own.workDirectory(), own.directory().toString(), "private"));
            covered(world).forEach(covered -> words.add(covered.toString()));
        } else {
            script = new PlaceScript(sandbox, files.put("place.sh", PlaceScript.content()));
            Builder builder = world.builder();
            words.addAll(List.of(
                    "root",
                    files.workDirectory(),
                    Integer.toString(Math.max(0, builder.user())),
                    builder.name(),
                    builder.home(),
                    decided.word()));
        }
        ShellResult result = script.run(MAKE_TIMEOUT, words.toArray(String[]::new));
        String told = OutputTail.clean(result.stdout());
        if (result.exitCode() == 0) {
            if (!told.isEmpty()) {
                host.say("forkd: in sandbox " + sandbox.id() + ", " + told);
            }
            return holder(sandbox, files.workDirectory());
        }
        if (decided == PlaceKind.VIEW
                && result.exitCode() == REFUSED
                && configuration.place().isEmpty()) {
            useThisMachineItself(told);
            return 0;
        }
        throw new RunFailedException(
                "The place of the tests could not be made in sandbox " + sandbox.id() + " (" + decided.word()
                        + "), exit code " + result.exitCode() + ": " + told + " "
                        + OutputTail.clean(result.stderr()),
                null);
    }

    /** Gives a sandbox with a small temporary directory a view of this machine's temporary directory, if possible. */
    private long makeTemporaryDirectory(Sandbox sandbox, WorldFiles files) {
        if (!(files instanceof WorldFiles.OnThisMachine own)) {
            return 0;
        }
        ShellResult result = new PlaceScript(
                        sandbox, directory.path().resolve("place.sh").toString())
                .run(
                        MAKE_TIMEOUT,
                        "make",
                        "view",
                        own.workDirectory(),
                        own.directory().toString(),
                        "private");
        return result.exitCode() == 0 ? holder(sandbox, own.workDirectory()) : 0;
    }

    /** Applies to all sandboxes: if one writes to the real files, the others must see that. */
    private synchronized void useThisMachineItself(String why) {
        if (kind != PlaceKind.SHARED) {
            kind = PlaceKind.SHARED;
            host.say("forkd: tests see and write this machine's files themselves, because no copy-on-write view can be"
                    + " made: " + why + ".");
        }
    }

    private static long holder(Sandbox sandbox, String work) {
        ShellResult result = sandbox.run("read -r pid time <\"$1/place/holder\" && echo \"$pid\"", SHORT_TIMEOUT, work);
        String text = result.stdout().strip();
        if (!text.matches("\\d{1,10}")) {
            throw new RunFailedException("The place in sandbox " + sandbox.id() + " has no holder", null);
        }
        return Long.parseLong(text);
    }

    /**
     * Returns the variables and properties of this JVM that sandboxes do not get.
     *
     * @param decided the kind of the sandboxes' places
     * @return the names
     */
    public Withheld withheld(PlaceKind decided) {
        return entry.withheld(decided);
    }

    /** Brings what tests have written into the project, and deletes the files of this run. */
    @Override
    public void close() {
        try {
            if (ownsBack) {
                back.bringHome();
            }
        } finally {
            directory.close();
        }
    }
}
