package dev.forkd.junit;

import java.util.Map;

/**
 * The sandbox in which a test runs. Outside of a sandbox it is {@code new SandboxContext("", 0, 1)}, that is, the only
 * one, without an id. Immutable.
 *
 * <p>Tests of Jupiter can have it as a parameter, see {@link SandboxContextResolver}; {@link #current()} works with
 * every engine.
 *
 * @param id the sandbox's id, {@code SANDBOX_ID}; empty outside of a sandbox
 * @param index the sandbox's number in the run, {@code SANDBOX_INDEX}, from 0
 * @param count how many sandboxes the run has, {@code SANDBOX_COUNT}, at least 1
 */
public record SandboxContext(String id, int index, int count) {

    /**
     * Determines from the environment where this code runs.
     *
     * @return the current sandbox
     */
    public static SandboxContext current() {
        return of(System.getenv());
    }

    static SandboxContext of(Map<String, String> environment) {
        return new SandboxContext(
                environment.getOrDefault("SANDBOX_ID", ""),
                Integer.parseInt(environment.getOrDefault("SANDBOX_INDEX", "0")),
                Integer.parseInt(environment.getOrDefault("SANDBOX_COUNT", "1")));
    }

    /**
     * Returns the sandbox's number counted from 1, {@code SANDBOX_NUMBER}.
     *
     * @return 1 to {@link #count()}
     */
    public int number() {
        return index + 1;
    }

    /**
     * Returns number and count in the form that many test runners use, {@code SANDBOX_SHARD}.
     *
     * @return for example {@code 2/4}
     */
    public String shard() {
        return number() + "/" + count;
    }

    /**
     * Tells whether this code runs in a sandbox.
     *
     * @return {@code false} in an ordinary JVM
     */
    public boolean insideSandbox() {
        return !id.isEmpty();
    }
}
