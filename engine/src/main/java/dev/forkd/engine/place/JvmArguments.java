package dev.forkd.engine.place;

import dev.forkd.worker.Worker;
import dev.forkd.worker.protocol.Protocol;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of a worker's JVM: the arguments of this JVM, unchanged, followed by those that make it a worker.
 */
final class JvmArguments {

    private static final Map<String, String> COLLECTORS =
            Map.of("G1 Young", "-XX:+UseG1GC", "Copy", "-XX:+UseSerialGC", "PS Scavenge", "-XX:+UseParallelGC");

    private JvmArguments() {}

    /**
     * Returns the content of an argument file.
     *
     * @param own arguments of this JVM that are passed on
     * @param classPath the class path
     * @param workerJar path of the jar with the worker's classes
     * @param properties path of the file with the system properties
     * @param assertions whether assertions are enabled
     * @param further additional arguments from the user
     * @return the arguments, one on each line
     */
    static String file(
            List<String> own,
            List<Path> classPath,
            String workerJar,
            String properties,
            boolean assertions,
            List<String> further) {
        List<String> arguments = new ArrayList<>();
        if (Stream.concat(own.stream(), further.stream()).noneMatch(argument -> argument.matches("-XX:\\+Use\\w+GC"))) {
            // Names the collector explicitly. A JVM would choose it by the size of its machine, and a heap that
            // suffices with one collector may not with another.
            collectorHere().ifPresent(arguments::add);
        }
        arguments.addAll(own);
        if (assertions) {
            arguments.add("-ea");
        }
        arguments.add("-D" + Protocol.WORKER_PROPERTY + "=true");
        arguments.add("-D" + Protocol.PROPERTIES_PROPERTY + "=" + properties);
        arguments.addAll(further);
        arguments.add("-cp");
        arguments.add(Stream.concat(classPath.stream().map(Path::toString), Stream.of(workerJar))
                .collect(Collectors.joining(File.pathSeparator)));
        arguments.add(Worker.class.getName());
        return arguments.stream().map(JvmArguments::quote).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Returns the option for this JVM's collector, if it is one that a JVM may choose by itself. */
    private static Optional<String> collectorHere() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(MemoryManagerMXBean::getName)
                .flatMap(name -> COLLECTORS.entrySet().stream()
                        .filter(collector -> name.startsWith(collector.getKey()))
                        .map(Map.Entry::getValue))
                .findFirst();
    }

    private static String quote(String argument) {
        return '"'
                + argument.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
