package dev.forkd.engine.configuration;

/** Which tests the engine claims. */
public enum Scope {
    /** Only classes with {@code @ForkdSandbox}. */
    ANNOTATED,
    /** Everything that the other engines discovered. */
    ALL
}
