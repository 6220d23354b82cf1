package dev.forkd.junit;

import java.util.Map;

/**
 * The sandbox in which a test runs. Outside of a sandbox it is {@code new SandboxContext("", 0, 1)}: one of
 * one, without an id.
 *
 * <p>Jupiter's tests can have it as a parameter, see {@link SandboxContextResolver}; {@link #current()} works in the tests
 * of every engine.
 *
 * @param id the sandbox's id, {@code SANDBOX_ID}; empty outside of a sandbox
 * @param index its number among the sandboxes of the run, {@code SANDBOX_INDEX}, from 0
 * @param count how many sandboxes the run has, {@code SANDBOX_COUNT}, at least 1
 */
public record SandboxContext(String id, int index, int count) {

    /**
     * Looks where this code runs.
     *
     * @return the sandbox around it
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
     * Its number as people count, {@code SANDBOX_NUMBER}.
     *
     * @return from 1 to {@link #count()}
     */
    public int number() {
        return index + 1;
    }

    /**
     * Which part of a whole it is, as many test runners want it, {@code SANDBOX_SHARD}.
     *
     * @return for example {@code 2/4}
     */
    public String shard() {
        return number() + "/" + count;
    }

    /**
     * Tells whether there is a sandbox around this code.
     *
     * @return false in an ordinary JVM
     */
    public boolean insideSandbox() {
        return !id.isEmpty();
    }
}
