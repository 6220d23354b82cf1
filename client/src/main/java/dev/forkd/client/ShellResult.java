package dev.forkd.client;

/**
 * How a script in a guest ended.
 *
 * @param exitCode 0 to 255; above 128 it may also mean that the script was killed by a signal
 * @param stdout what it printed, decoded as UTF-8 with replacement
 * @param stderr what it printed on its error stream, likewise
 */
public record ShellResult(int exitCode, String stdout, String stderr) {}
