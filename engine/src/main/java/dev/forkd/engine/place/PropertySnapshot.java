package dev.forkd.engine.place;

import dev.forkd.worker.listeners.ProjectListeners;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The system properties that tests will see, at one moment: those of this JVM, without those of its process, those of
 * the build tool, and our settings. Immutable.
 *
 * <p>It is taken when the engine is made, because later changes come from tests that ran in this JVM.
 */
public final class PropertySnapshot {

    /** Properties that each JVM sets by itself, and that rightly differ between machines. */
    private static final Set<String> OF_THE_JVM = Set.of(
            "file.separator",
            "java.class.version",
            "java.home",
            "java.library.path",
            "java.version",
            "java.version.date",
            "jdk.debug",
            "line.separator",
            "native.encoding",
            "os.arch",
            "os.name",
            "os.version",
            "path.separator",
            "sun.arch.data.model",
            "sun.boot.library.path",
            "sun.cpu.endian",
            "sun.cpu.isalist",
            "sun.io.unicode.encoding",
            "sun.jnu.encoding",
            "sun.management.compiler",
            "sun.os.patch.level");

    private static final Set<String> PREFIXES_OF_THE_JVM =
            Set.of("java.runtime.", "java.specification.", "java.vendor", "java.vm.");

    /** Properties of this very process. */
    private static final Set<String> OF_THIS_PROCESS = Set.of(
            "stderr.encoding",
            "stdin.encoding",
            "stdout.encoding",
            "sun.java.command",
            "sun.java.launcher",
            "sun.stderr.encoding",
            "sun.stdout.encoding",
            "user.dir");

    private static final Set<String> PREFIXES_OF_OTHERS =
            Set.of("forkd.", "jdk.module.", "surefire.", "com.sun.management.jmxremote");

    private final SortedMap<String, String> values;

    private PropertySnapshot(SortedMap<String, String> values) {
        this.values = values;
    }

    /**
     * Takes the present properties of this JVM.
     *
     * @return the snapshot
     */
    public static PropertySnapshot now() {
        SortedMap<String, String> values = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            String value = System.getProperty(name);
            if (value != null && isForTests(name)) {
                values.put(name, value);
            }
        }
        // At this time the property may contain our own patterns, which tests must not see.
        values.computeIfPresent(ProjectListeners.DEACTIVATE, (name, value) -> {
            String users = ProjectListeners.withoutOurs(value);
            return users.isEmpty() ? null : users;
        });
        return new PropertySnapshot(values);
    }

    /**
     * Returns the properties.
     *
     * @return values by name; unmodifiable
     */
    public Map<String, String> values() {
        return java.util.Collections.unmodifiableMap(values);
    }

    private static boolean isForTests(String name) {
        return !OF_THIS_PROCESS.contains(name) && PREFIXES_OF_OTHERS.stream().noneMatch(name::startsWith);
    }

    /**
     * Tells whether every JVM sets a property by itself, so that another JVM must not be given this one's. A build may
     * have changed its value, which cannot be seen; the same JVM on the same machine is therefore given it.
     */
    static boolean isOfTheJvm(String name) {
        return OF_THE_JVM.contains(name) || PREFIXES_OF_THE_JVM.stream().anyMatch(name::startsWith);
    }
}
