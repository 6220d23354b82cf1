package dev.forkd.worker.crac;

/** Something that must be told about a checkpoint, for example because a copy of this JVM needs its own connection. */
public interface Resource {

    /**
     * Called before the JVM is copied.
     *
     * @param context the context where the resource was registered
     * @throws Exception if the JVM must not be copied
     */
    void beforeCheckpoint(Context<? extends Resource> context) throws Exception;

    /**
     * Called in each copy of the JVM.
     *
     * @param context the context where the resource was registered
     * @throws Exception if the resource cannot go on
     */
    void afterRestore(Context<? extends Resource> context) throws Exception;
}
