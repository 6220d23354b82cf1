package dev.forkd.worker.crac;

/** What wants to hear of a checkpoint. */
public interface Resource {

    /**
     * The JVM will be copied.
     *
     * @param context where it was registered
     * @throws Exception when it must not be
     */
    void beforeCheckpoint(Context<? extends Resource> context) throws Exception;

    /**
     * This is a copy.
     *
     * @param context where it was registered
     * @throws Exception when it cannot go on
     */
    void afterRestore(Context<? extends Resource> context) throws Exception;
}
