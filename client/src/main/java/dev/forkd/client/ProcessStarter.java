package dev.forkd.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Starts processes. The command travels as a script file, so neither its length nor its characters matter. */
final class ProcessStarter {
    private static final String OPERATION = "start";
    private static final String SCRIPT = "eval \"$1\"; start \"$@\"";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int STILL_STARTING = 44;
    private static final int WAITS = 3;
    private static final Duration FINE = Duration.ofSeconds(10);

    private final Sandbox sandbox;
    private final Shell shell;
    private final WorkDirectory workDirectory;

    ProcessStarter(Sandbox sandbox, Shell shell, WorkDirectory workDirectory) {
        this.sandbox = sandbox;
        this.shell = shell;
        this.workDirectory = workDirectory;
    }

    RemoteProcess start(RemoteCommand command) {
        sandbox.functions().prepare();
        String name = UUID.randomUUID().toString().replace("-", "");
        String directory = workDirectory.path(0) + "/p-" + name;
        byte[] script = script(command, directory).getBytes(StandardCharsets.UTF_8);
        boolean inline = script.length <= Upload.chunkSize() / 2;
        String file = inline ? "" : workDirectory.path(0) + "/c-" + name;
        if (!inline) {
            sandbox.upload(script, file);
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(Scripts.PROCESS);
        arguments.add(directory);
        arguments.addAll(clock(command));
        String workingDirectory = command.workingDirectory();
        arguments.add(workingDirectory == null ? "" : workingDirectory);
        arguments.add(command.arguments().get(0));
        arguments.add(command.environment().getOrDefault("PATH", ""));
        arguments.add(file);
        arguments.add(Integer.toString(script.length));
        arguments.addAll(streams(command));
        arguments.add("--");
        if (inline) {
            arguments.addAll(Upload.base64(script));
        }
        ShellResult result = shell.persistently(OPERATION, SCRIPT, TIMEOUT, arguments);
        // The guest starts the command at most once, so calling again only gives a slow guest more time.
        for (int i = 0; i < WAITS && result.exitCode() == STILL_STARTING; i++) {
            result = shell.persistently(OPERATION, SCRIPT, TIMEOUT, arguments);
        }
        if (result.exitCode() != 0) {
            throw failed(command, result);
        }
        return new RemoteProcess(sandbox, directory, command, streams(command));
    }

    static List<String> streams(RemoteCommand command) {
        List<String> names = new ArrayList<>(List.of("stdout", "stderr"));
        names.addAll(command.streams());
        return names;
    }

    /**
     * The deadline, the limit on idleness, and the interval at which the guest checks both (in milliseconds, and in
     * seconds for {@code sleep}). A short interval is used only for short limits, because each check costs a fork.
     */
    private static List<String> clock(RemoteCommand command) {
        boolean fine =
                command.deadline().compareTo(FINE) < 0 || command.abandonAfter().compareTo(FINE) < 0;
        return List.of(
                Long.toString(command.deadline().toMillis()),
                Long.toString(command.abandonAfter().toMillis()),
                fine ? "200" : "1000",
                fine ? "0.2" : "1");
    }

    private static String script(RemoteCommand command, String directory) {
        var script = new StringBuilder(". \"$1/process.sh\"; keep \"$1/child\" $$\n");
        String workingDirectory = command.workingDirectory();
        if (workingDirectory != null) {
            script.append("cd ").append(quoted(workingDirectory)).append(" || exit 126\n");
        }
        // env accepts any name and value, while the shell's own export does not. It can also restore the default
        // handling of SIGINT and SIGQUIT, which shells ignore in background processes; no shell can undo that.
        script.append("env --default-signal=INT,QUIT true 2>/dev/null && set -- --default-signal=INT,QUIT || set --\n");
        script.append("exec env \"$@\"");
        for (Map.Entry<String, String> variable : command.environment().entrySet()) {
            script.append(' ').append(quoted(variable.getKey() + "=" + variable.getValue()));
        }
        script.append(' ').append(quoted("FORKD_PROCESS_DIR=" + directory));
        for (String stream : command.streams()) {
            String variable = "FORKD_STREAM_" + stream.toUpperCase(Locale.ROOT).replace('-', '_');
            script.append(' ').append(quoted(variable + "=" + directory + "/stream-" + stream));
        }
        for (String argument : command.arguments()) {
            script.append(' ').append(quoted(argument));
        }
        return script.append('\n').toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private GuestException failed(RemoteCommand command, ShellResult result) {
        String program = Text.shown(command.arguments().get(0));
        String words = Text.shownTail(result.stderr());
        return switch (result.exitCode()) {
            case 41 ->
                shell.guestFailure(
                        GuestException.Reason.NOT_STARTED,
                        OPERATION,
                        "the working directory " + Text.shown(String.valueOf(command.workingDirectory()))
                                + " cannot be entered",
                        "Make it first");
            case 42 ->
                shell.guestFailure(
                        GuestException.Reason.NOT_STARTED,
                        OPERATION,
                        "there is no program '" + program + "' in the guest, or it is not executable",
                        "Give its absolute path: the PATH of a guest is the default one, not the image's (contract 7.2)");
            case 43 ->
                shell.guestFailure(
                        GuestException.Reason.NO_SPACE,
                        OPERATION,
                        "the process's files for '" + program + "' could not be written: " + words,
                        "The guest's memory file system may be full; ask for a larger work directory");
            default ->
                shell.guestFailure(
                        GuestException.Reason.NOT_STARTED,
                        OPERATION,
                        "the supervisor of '" + program + "' did not start (" + result.exitCode() + "): " + words,
                        "The guest may be overloaded; try again in another sandbox");
        };
    }
}
