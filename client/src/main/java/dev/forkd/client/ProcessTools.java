package dev.forkd.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Calls functions of the {@code process.sh} that lies in a process's directory. Thread-safe. */
record ProcessTools(Shell shell, GuestFunctions functions, String directory) {
    private String script(String function) {
        return ". \"$1/process.sh\"; " + function + " \"$@\"";
    }

    private List<String> all(List<String> arguments) {
        List<String> all = new ArrayList<>();
        all.add(directory);
        all.addAll(arguments);
        return all;
    }

    /** Calls the function inside the guest's agent where that works; otherwise like {@link #persistently}. */
    String quickly(String operation, String function, Duration timeout, List<?> arguments) {
        List<Object> all = new ArrayList<>();
        all.add(directory);
        all.addAll(arguments);
        return functions
                .call(function, timeout, all)
                .orElseGet(() -> persistently(
                        operation,
                        function,
                        timeout,
                        arguments.stream().map(String::valueOf).toList()));
    }

    String persistently(String operation, String function, Duration timeout, List<String> arguments) {
        return done(operation, shell.persistently(operation, script(function), timeout, all(arguments)));
    }

    String once(String operation, String function, Duration timeout, List<String> arguments) {
        return done(operation, shell.once(operation, script(function), timeout, all(arguments)));
    }

    private String done(String operation, ShellResult result) {
        return switch (result.exitCode()) {
            case 0 -> result.stdout();
            case 43 ->
                throw shell.guestFailure(
                        GuestException.Reason.NO_SPACE,
                        operation,
                        "the guest's memory file system is full: " + Text.shownTail(result.stderr()),
                        "Ask for a larger work directory, or send less at a time");
            case 45 ->
                throw shell.guestFailure(
                        GuestException.Reason.ENDED, operation, "the process has ended", "Poll it for its exit status");
            default ->
                throw shell.guestFailure(
                        GuestException.Reason.FAILED,
                        operation,
                        "the process's files are unusable (" + result.exitCode() + "): "
                                + Text.shownTail(result.stderr()),
                        "Something in the guest may have removed " + Text.shown(directory));
        };
    }
}
