package dev.forkd.engine.place;

import dev.forkd.worker.listeners.ProjectListeners;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The system properties that tests are to find, as they were at one moment: those of this JVM without what a JVM says
 * of itself, what the build tool keeps for its own use, and our settings. Immutable.
 *
 * <p>It is taken when the engine is made: what changes later was changed by tests that ran in this JVM.
 */
public final class PropertySnapshot {

    /** What each JVM sets by itself, and rightly otherwise in each. */
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
            "stderr.encoding",
            "stdin.encoding",
            "stdout.encoding",
            "user.dir");

    private static final Set<String> PREFIXES_OF_OTHERS = Set.of(
            "forkd.",
            "java.runtime.",
            "java.specification.",
            "java.vendor",
            "java.vm.",
            "jdk.module.",
            "sun.",
            "surefire.",
            "com.sun.management.jmxremote");

    private final SortedMap<String, String> values;

    private PropertySnapshot(SortedMap<String, String> values) {
        this.values = values;
    }

    /**
     * Takes the properties of this JVM as they are now.
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
        // It is just being kept from the Launcher which listeners work in the workers.
        values.computeIfPresent(ProjectListeners.DEACTIVATE, (name, value) -> {
            String users = ProjectListeners.withoutOurs(value);
            return users.isEmpty() ? null : users;
        });
        return new PropertySnapshot(values);
    }

    /**
     * Tells the values.
     *
     * @return values by name; unmodifiable
     */
    public Map<String, String> values() {
        return java.util.Collections.unmodifiableMap(values);
    }

    private static boolean isForTests(String name) {
        return !OF_THE_JVM.contains(name) && PREFIXES_OF_OTHERS.stream().noneMatch(name::startsWith);
    }
}
