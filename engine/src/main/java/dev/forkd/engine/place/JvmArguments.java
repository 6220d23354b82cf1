package dev.forkd.engine.place;

import dev.forkd.worker.Worker;
import dev.forkd.worker.protocol.Protocol;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of a worker's JVM: this JVM's own, without what makes no sense elsewhere, and with the
 * same language, time zone and encoding, so that tests see what they would see here.
 */
public final class JvmArguments {

    private static final List<String> NOT_ELSEWHERE = List.of(
            "-javaagent:",
            "-agentlib:",
            "-agentpath:",
            "-Xdebug",
            "-Xrunjdwp",
            "-Xlog",
            "-XX:+FlightRecorder",
            "-XX:StartFlightRecording",
            "--module-path",
            "--patch-module",
            "--upgrade-module-path",
            "--add-modules",
            "-Djava.class.path",
            "-Djava.io.tmpdir",
            "-Dbasedir=",
            "-Duser.dir=",
            "-Dsurefire.",
            "-Dforkd.");

    private static final Map<String, String> COLLECTORS =
            Map.of("G1 Young", "-XX:+UseG1GC", "Copy", "-XX:+UseSerialGC", "PS Scavenge", "-XX:+UseParallelGC");

    private final List<String> ownArguments;
    private final List<String> furtherArguments;
    private final NamePatterns systemProperties;
    private final boolean assertions;

    /**
     * Takes the arguments of this JVM.
     *
     * @param furtherArguments what comes after them
     * @param systemProperties which further system properties are handed on
     * @param assertions whether assertions are enabled
     */
    public JvmArguments(List<String> furtherArguments, NamePatterns systemProperties, boolean assertions) {
        this(ManagementFactory.getRuntimeMXBean().getInputArguments(), furtherArguments, systemProperties, assertions);
    }

    JvmArguments(
            List<String> ownArguments,
            List<String> furtherArguments,
            NamePatterns systemProperties,
            boolean assertions) {
        this.ownArguments = ownArguments;
        this.furtherArguments = furtherArguments;
        this.systemProperties = systemProperties;
        this.assertions = assertions;
    }

    /**
     * The content of an argument file.
     *
     * @param bundle what the worker has
     * @param root where that is unpacked
     * @return one argument a line
     */
    public String file(Bundle bundle, String root) {
        List<String> arguments = new ArrayList<>();
        Function<String, String> place = path -> root + "/bundle/" + path;
        if (Stream.concat(ownArguments.stream(), furtherArguments.stream())
                .noneMatch(argument -> argument.matches("-XX:\\+Use\\w+GC"))) {
            // Left to itself a JVM chooses by the size of its machine, and with the collector changes what fits in a
            // heap.
            collectorHere().ifPresent(arguments::add);
        }
        for (Bundle.Agent agent : bundle.agents()) {
            String options = Coverage.optionsInside(agent, root);
            arguments.add("-javaagent:" + place.apply(agent.path()) + (options.isEmpty() ? "" : "=" + options));
        }
        properties(place.apply(bundle.projectDirectory()))
                .forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        ownArguments.stream().filter(JvmArguments::makesSenseElsewhere).forEach(arguments::add);
        if (assertions) {
            arguments.add("-ea");
        }
        arguments.add("-Djava.io.tmpdir=" + root + "/tmp");
        arguments.add("-D" + Protocol.WORKER_PROPERTY + "=true");
        arguments.addAll(furtherArguments);
        arguments.add("-cp");
        arguments.add(
                bundle.classPath().stream().map(place).collect(Collectors.joining(":")) + ":" + root + "/worker.jar");
        arguments.add(Worker.class.getName());
        return arguments.stream().map(JvmArguments::quote).collect(Collectors.joining("\n", "", "\n"));
    }

    private Map<String, String> properties(String projectDirectory) {
        Map<String, String> selected = new TreeMap<>();
        Properties all = System.getProperties();
        for (String key : HandedOn.propertyNames()) {
            if (systemProperties.allow(key)) {
                selected.put(key, all.getProperty(key, ""));
            }
        }
        if (all.getProperty("basedir") != null) {
            selected.put("basedir", projectDirectory);
        }
        Locale locale = Locale.getDefault();
        selected.put("user.language", locale.getLanguage());
        selected.put("user.country", locale.getCountry());
        selected.put("user.timezone", TimeZone.getDefault().getID());
        selected.put("file.encoding", Charset.defaultCharset().name());
        return selected;
    }

    /** The option for the collector that this JVM uses, where it is one that JVMs choose by themselves. */
    private static Optional<String> collectorHere() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(MemoryManagerMXBean::getName)
                .flatMap(name -> COLLECTORS.entrySet().stream()
                        .filter(collector -> name.startsWith(collector.getKey()))
                        .map(Map.Entry::getValue))
                .findFirst();
    }

    private static boolean makesSenseElsewhere(String argument) {
        return NOT_ELSEWHERE.stream().noneMatch(argument::startsWith);
    }

    private static String quote(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
