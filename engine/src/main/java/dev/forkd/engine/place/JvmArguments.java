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

/** The command line of a worker's JVM: this JVM's own, word for word, then what makes it a worker. */
final class JvmArguments {

    private static final Map<String, String> COLLECTORS =
            Map.of("G1 Young", "-XX:+UseG1GC", "Copy", "-XX:+UseSerialGC", "PS Scavenge", "-XX:+UseParallelGC");

    private JvmArguments() {}

    /**
     * The content of an argument file.
     *
     * @param own arguments of this JVM that are handed on
     * @param classPath the class path
     * @param workerJar path of the worker's own classes
     * @param properties path of the file with the system properties
     * @param assertions whether assertions are enabled
     * @param further what the user adds
     * @return one argument a line
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
            // Left to itself a JVM chooses by the size of its machine, and with the collector changes what fits in a
            // heap.
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

    /** The option for the collector that this JVM uses, where it is one that JVMs choose by themselves. */
    private static Optional<String> collectorHere() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(MemoryManagerMXBean::getName)
                .flatMap(name -> COLLECTORS.entrySet().stream()
                        .filter(collector -> name.startsWith(collector.getKey()))
                        .map(Map.Entry::getValue))
                .findFirst();
    }

    private static String quote(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
