package dev.forkd.worker.crac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Here {@code org.crac} registers resources, and from here they are told about a checkpoint. Thread-safe. */
public final class Core {

    private static final Context<Resource> GLOBAL = new Context<>();

    /** System property that tells {@code org.crac} which package to use. */
    private static final String PACKAGE_PROPERTY = "org.crac.Core.Compat";

    private Core() {}

    /**
     * Makes {@code org.crac} use this package, unless the property already names another one. Call this before any test
     * class is loaded.
     */
    public static void announce() {
        if (System.getProperty(PACKAGE_PROPERTY) == null) {
            System.setProperty(PACKAGE_PROPERTY, Core.class.getPackageName());
        }
    }

    /**
     * Returns the only context.
     *
     * @return the context of all resources
     */
    public static Context<Resource> getGlobalContext() {
        return GLOBAL;
    }

    /**
     * Refuses to make a checkpoint, because forkd decides when this JVM is copied.
     *
     * @throws CheckpointException always
     * @throws RestoreException never
     */
    @SuppressWarnings("DoNotCallSuggester") // org.crac calls this when somebody asks it for a checkpoint.
    public static void checkpointRestore() throws CheckpointException, RestoreException {
        throw new CheckpointException(
                "A forkd worker is copied between the set-up of a class and its first test, and at no" + " other time");
    }

    /**
     * Tells every resource that this JVM will be copied, beginning with the resource that was registered last.
     *
     * @return reasons against copying; empty if there are none
     */
    public static List<String> beforeCheckpoint() {
        List<String> objections = new ArrayList<>();
        List<Resource> reversed = new ArrayList<>(GLOBAL.all());
        Collections.reverse(reversed);
        for (Resource resource : reversed) {
            try {
                resource.beforeCheckpoint(GLOBAL);
            } catch (Exception e) {
                objections.add("a resource refuses the checkpoint: " + e);
            }
        }
        return objections;
    }

    /**
     * Tells every resource that this JVM is a copy, beginning with the resource that was registered first.
     *
     * @throws Exception if a resource cannot go on
     */
    public static void afterRestore() throws Exception {
        for (Resource resource : GLOBAL.all()) {
            resource.afterRestore(GLOBAL);
        }
    }
}
