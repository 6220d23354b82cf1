package dev.forkd.worker.crac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where {@code org.crac} registers resources, and whence they hear of the checkpoint. Thread-safe. */
public final class Core {

    private static final Context<Resource> GLOBAL = new Context<>();

    /** Where {@code org.crac} looks for the package to use. */
    private static final String PACKAGE_PROPERTY = "org.crac.Core.Compat";

    private Core() {}

    /** Lets {@code org.crac} find this, unless somebody else was named. To be called before any test class is loaded. */
    public static void announce() {
        if (System.getProperty(PACKAGE_PROPERTY) == null) {
            System.setProperty(PACKAGE_PROPERTY, Core.class.getPackageName());
        }
    }

    /**
     * The one context.
     *
     * @return it
     */
    public static Context<Resource> getGlobalContext() {
        return GLOBAL;
    }

    /**
     * Refuses: forkd decides when.
     *
     * @throws CheckpointException always
     * @throws RestoreException never
     */
    @SuppressWarnings("DoNotCallSuggester") // Called by org.crac, for whoever asks it for a checkpoint.
    public static void checkpointRestore() throws CheckpointException, RestoreException {
        throw new CheckpointException(
                "A forkd worker is copied between the set-up of a class and its first test, and at no" + " other time");
    }

    /**
     * Tells every resource that this JVM will be copied, the last first.
     *
     * @return what speaks against it; empty when nothing does
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
     * Tells every resource that it is in a copy, the first first.
     *
     * @throws Exception when one cannot go on
     */
    public static void afterRestore() throws Exception {
        for (Resource resource : GLOBAL.all()) {
            resource.afterRestore(GLOBAL);
        }
    }
}
