package dev.forkd.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command that a {@link RemoteProcess} runs. Arguments and values may contain any character except NUL; no shell
 * interprets them. The process also finds its own directory in {@code FORKD_PROCESS_DIR}, and the file of each extra
 * stream in {@code FORKD_STREAM_} plus the stream's name in upper case with {@code _} for {@code -}.
 *
 * @param arguments program, looked up in the guest's PATH, and arguments, each at most 131071 bytes of UTF-8
 * @param environment added to the guest's few variables (contract 7.2); names without {@code =}
 * @param workingDirectory an absolute path, or {@code null} for the agent's own directory, usually {@code /}
 * @param deadline after which the guest kills the process with all its descendants; time during which the guest stands
 *     still does not count
 * @param abandonAfter if nobody polls for so long, the guest kills the process in the same way
 * @param streams names of extra files to follow besides stdout and stderr: {@code [a-z0-9-]+}, at most 8
 */
public record RemoteCommand(
        List<String> arguments,
        Map<String, String> environment,
        @Nullable String workingDirectory,
        Duration deadline,
        Duration abandonAfter,
        List<String> streams) {
    private static final String OPERATION = "start";
    private static final Pattern STREAM = Pattern.compile("[a-z0-9-]{1,32}");
    private static final int MAX_STREAMS = 8;

    /**
     * Checks the values and copies the collections.
     *
     * @param arguments program and arguments
     * @param environment values by name
     * @param workingDirectory where to start, or {@code null}
     * @param deadline how long the process may run
     * @param abandonAfter how long the process may go without being polled
     * @param streams names of the extra streams
     * @throws InvalidRequestException if a value is out of range
     */
    public RemoteCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        streams = List.copyOf(streams);
        if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
            throw Checks.refused(OPERATION, "there is no program", "Give at least one argument");
        }
        String program = arguments.get(0);
        if (program.startsWith("-") || program.contains("=")) {
            throw Checks.refused(
                    OPERATION,
                    "the program's name '" + Text.shown(program) + "' starts with '-' or contains '='",
                    "Start it through sh -c");
        }
        arguments.forEach(argument -> Checks.argument(OPERATION, argument));
        environment.forEach(RemoteCommand::checkVariable);
        if (workingDirectory != null) {
            Checks.argument(OPERATION, workingDirectory);
            if (!workingDirectory.startsWith("/")) {
                throw Checks.refused(OPERATION, "the working directory is not absolute", "Start it with a slash");
            }
        }
        checkDuration("deadline", deadline);
        checkDuration("time until it counts as abandoned", abandonAfter);
        checkStreams(streams);
    }

    private static void checkVariable(String name, String value) {
        if (name.isEmpty() || name.contains("=") || name.startsWith("-")) {
            throw Checks.refused(
                    OPERATION,
                    "'" + Text.shown(name) + "' cannot be the name of an environment variable",
                    "Names are not empty, have no '=' and do not start with '-'");
        }
        Checks.argument(OPERATION, name + "=" + value);
    }

    private static void checkDuration(String what, Duration duration) {
        if (duration.toMillis() < 1) {
            throw Checks.refused(OPERATION, "the " + what + " is not positive", "Give at least a millisecond");
        }
    }

    private static void checkStreams(List<String> streams) {
        Set<String> names = new HashSet<>(Set.of("stdout", "stderr"));
        if (streams.size() > MAX_STREAMS) {
            throw Checks.refused(OPERATION, "there are " + streams.size() + " extra streams", "Use at most 8");
        }
        for (String stream : streams) {
            if (!STREAM.matcher(stream).matches() || !names.add(stream)) {
                throw Checks.refused(
                        OPERATION,
                        "'" + Text.shown(stream) + "' cannot be the name of an extra stream, or is taken",
                        "Use 1 to 32 lower case letters, digits or dashes, each name once");
            }
        }
    }

    /**
     * Starts building a command. Its default deadline is one hour, and it is abandoned after two minutes without a
     * poll.
     *
     * @param arguments program and arguments
     * @return a builder
     */
    public static Builder builder(String... arguments) {
        return new Builder(List.of(arguments));
    }

    /**
     * Like {@link #builder(String...)}.
     *
     * @param arguments program and arguments
     * @return a builder
     */
    public static Builder builder(List<String> arguments) {
        return new Builder(arguments);
    }

    /** Builds a command. Not thread-safe. */
    public static final class Builder {
        private final List<String> arguments;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<String> streams = new ArrayList<>();
        private @Nullable String workingDirectory;
        private Duration deadline = Duration.ofHours(1);
        private Duration abandonAfter = Duration.ofMinutes(2);

        private Builder(List<String> arguments) {
            this.arguments = List.copyOf(arguments);
        }

        /**
         * Adds an environment variable.
         *
         * @param name without {@code =}
         * @param value any text without NUL
         * @return this builder
         */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /**
         * Adds environment variables.
         *
         * @param variables values by name
         * @return this builder
         */
        public Builder environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /**
         * Sets the working directory; the default is the agent's own, usually {@code /}.
         *
         * @param directory an absolute path in the guest
         * @return this builder
         */
        public Builder workingDirectory(String directory) {
            workingDirectory = directory;
            return this;
        }

        /**
         * Sets how long the process may run; the default is one hour.
         *
         * @param newDeadline at least a millisecond; kept to about a quarter of a second if it is below ten seconds,
         *     otherwise to about a second
         * @return this builder
         */
        public Builder deadline(Duration newDeadline) {
            deadline = newDeadline;
            return this;
        }

        /**
         * Sets how long the process may go without being polled before it is killed; the default is two minutes.
         *
         * @param newAbandonAfter at least a millisecond, and clearly longer than the pauses between polls
         * @return this builder
         */
        public Builder abandonAfter(Duration newAbandonAfter) {
            abandonAfter = newAbandonAfter;
            return this;
        }

        /**
         * Adds an extra stream: a file that the process writes to and {@link RemoteProcess#poll} reads.
         *
         * @param name {@code [a-z0-9-]+}, at most 32 characters
         * @return this builder
         */
        public Builder stream(String name) {
            streams.add(name);
            return this;
        }

        /**
         * Builds the command.
         *
         * @return an immutable command
         * @throws InvalidRequestException if a value is out of range
         */
        public RemoteCommand build() {
            return new RemoteCommand(arguments, environment, workingDirectory, deadline, abandonAfter, streams);
        }
    }

    /** {@return the program only: arguments and values may be secrets} */
    @Override
    public String toString() {
        return "RemoteCommand[" + Text.shown(arguments.get(0)) + ", " + (arguments.size() - 1) + " arguments]";
    }
}
