package dev.forkd.client;

/**
 * The result of a script that ran in a guest.
 *
 * @param exitCode 0 to 255; above 128 it may also mean that the script was killed by a signal
 * @param stdout the script's output, decoded as UTF-8 with replacement
 * @param stderr the script's error output, decoded in the same way
 */
public record ShellResult(int exitCode, String stdout, String stderr) {}
