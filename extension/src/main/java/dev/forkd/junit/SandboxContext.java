package dev.forkd.junit;

/**
 * The sandbox in which a test runs. Outside of a sandbox it is {@code new SandboxContext("", 0, 1)}: one of
 * one, without an id.
 *
 * @param id the sandbox's id, {@code SANDBOX_ID}; empty outside of a sandbox
 * @param index its number among the sandboxes of the run, {@code SANDBOX_INDEX}, from 0
 * @param count how many sandboxes the run has, {@code SANDBOX_COUNT}, at least 1
 */
public record SandboxContext(String id, int index, int count) {}
