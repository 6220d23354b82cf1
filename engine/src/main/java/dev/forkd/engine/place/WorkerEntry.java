package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.forkd.engine.configuration.ForkdConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What a worker is started with: its environment, system properties, arguments and user. */
final class WorkerEntry {

    private final World world;
    private final ForkdConfiguration configuration;
    private final boolean assertions;
    private final Path workerJar;

    WorkerEntry(World world, ForkdConfiguration configuration, boolean assertions, Path workerJar) {
        this.world = world;
        this.configuration = configuration;
        this.assertions = assertions;
        this.workerJar = workerJar;
    }

    /**
     * Writes the files that a worker needs to start.
     *
     * @param files where they go
     * @param decided the kind of its place
     * @param holder the process that holds its namespaces; 0 for none
     * @param probe what the sandbox is like
     * @return path of the script that starts it
     */
    String write(WorldFiles files, PlaceKind decided, long holder, Probe probe) {
        boolean here = decided.isThisMachine();
        NamePatterns allowed = new NamePatterns(configuration.systemProperties());
        String token = configuration.token().orElse("");
        Map<String, String> properties = propertiesIn(decided);
        Map<String, String> environment = new TreeMap<>(environmentIn(decided));
        environment.putAll(configuration.variables());
        List<String> own = OwnArguments.withoutThoseOf(world.arguments(), environment);
        List<String> arguments = here ? own : HostEnvironment.argumentsForRemote(own, allowed, token);
        String jar = here ? workerJar.toString() : files.workDirectory() + "/worker.jar";
        String propertiesFile = files.put("worker.properties", bytes(properties));
        String argumentsFile = files.put(
                "worker.args",
                SystemText.bytes(JvmArguments.file(
                        arguments, world.classPath(), jar, propertiesFile, assertions, configuration.jvmArguments())));
        String script = EnterScript.write(
                SystemText.bytesOfVariables(environment),
                holder,
                identity(decided, probe),
                here ? -1 : world.builder().user(),
                world.builder().umask(),
                SystemText.asBytes(world.workingDirectory().toString()),
                List.of(SystemText.asBytes(probe.java()), SystemText.asBytes("@" + argumentsFile)));
        return files.put("enter.sh", script.getBytes(ISO_8859_1));
    }

    private Map<String, String> propertiesIn(PlaceKind decided) {
        String token = configuration.token().orElse("");
        return decided.isThisMachine()
                ? HostEnvironment.withoutToken(propertiesFor(decided), token)
                : HostEnvironment.propertiesForRemote(
                        propertiesFor(decided), new NamePatterns(configuration.systemProperties()), token);
    }

    /** Another JVM keeps what it says of itself and its machine. */
    private Map<String, String> propertiesFor(PlaceKind decided) {
        Map<String, String> properties = new TreeMap<>(world.properties());
        if (!decided.isThisMachine() || configuration.java().isPresent()) {
            properties.keySet().removeIf(PropertySnapshot::isOfTheJvm);
        }
        return properties;
    }

    private Map<String, String> environmentIn(PlaceKind decided) {
        String token = configuration.token().orElse("");
        return decided.isThisMachine()
                ? HostEnvironment.withoutToken(world.environment(), token)
                : remoteEnvironment(new NamePatterns(configuration.environment()), token);
    }

    /**
     * Returns the variables and properties of this JVM that sandboxes do not get.
     *
     * @param decided the kind of the sandboxes' places
     * @return the names
     */
    Withheld withheld(PlaceKind decided) {
        return new Withheld(
                Withheld.difference(
                        world.environment().keySet(), environmentIn(decided).keySet()),
                Withheld.difference(
                        propertiesFor(decided).keySet(), propertiesIn(decided).keySet()));
    }

    private Map<String, String> remoteEnvironment(NamePatterns variables, String token) {
        Map<String, String> environment = new TreeMap<>(HostEnvironment.forRemote(
                world.environment(),
                variables,
                BuildProcess.setByTheBuild(world.environment()).orElse(Map.of()),
                token));
        environment.put("HOME", world.builder().home());
        environment.put("USER", world.builder().name());
        environment.put("PWD", world.workingDirectory().toString());
        environment.putIfAbsent("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        return environment;
    }

    /**
     * Inside a user namespace the sandbox's user is the superuser, who has more rights than the building user. So the
     * worker switches to the latter.
     */
    private List<String> identity(PlaceKind decided, Probe probe) {
        Builder builder = world.builder();
        if (builder.user() <= 0 || (decided.isThisMachine() && !(probe.namespaces() && probe.root()))) {
            return List.of();
        }
        String user = Integer.toString(builder.user());
        String group = Integer.toString(Math.max(0, builder.group()));
        return switch (decided) {
            case VIEW, SHARED -> List.of("unshare", "--user", "--map-user=" + user, "--map-group=" + group, "--");
            case OVERLAY, COMPOSED -> List.of("chroot", "--userspec=" + user + ":" + group, "--groups=" + group, "/");
        };
    }

    private static byte[] bytes(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            properties.store(bytes, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
