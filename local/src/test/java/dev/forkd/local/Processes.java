package dev.forkd.local;

import java.util.Arrays;
import java.util.List;

/** Looks for processes on this machine. */
final class Processes {
    private Processes() {}

    /** Processes that have exactly this argument. */
    static List<ProcessHandle> withArgument(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(args -> Arrays.asList(args).contains(argument))
                        .orElse(false))
                .toList();
    }
}
