package dev.forkd.worker.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the host tells a worker, one line each: a word, then arguments in URL encoding. */
public sealed interface WorkerCommand {

    /**
     * Sets the JUnit configuration parameters of every later batch. Sent once, first.
     *
     * @param parameters keys and values
     */
    record Configure(Map<String, String> parameters) implements WorkerCommand {}

    /**
     * Runs the tests with these unique ids in one launcher request.
     *
     * @param batch number of the batch, for {@link WorkerEvent.BatchStarted} and
     *     {@link WorkerEvent.BatchFinished}
     * @param ids unique ids, in the order in which they are to run
     */
    record Run(int batch, List<String> ids) implements WorkerCommand {}

    /** Ends the worker after the batches it already has. */
    record Stop() implements WorkerCommand {}

    /**
     * Writes this command as one line of ASCII.
     *
     * @return the line, without a line end
     */
    default String toLine() {
        StringBuilder line = new StringBuilder();
        if (this instanceof Configure configure) {
            line.append("configure");
            configure.parameters().forEach((key, value) -> {
                append(line, key);
                append(line, value);
            });
        } else if (this instanceof Run run) {
            line.append("run ").append(run.batch());
            run.ids().forEach(id -> append(line, id));
        } else {
            line.append("stop");
        }
        return line.toString();
    }

    /**
     * Reads a command back from its line.
     *
     * @param line one line without its end
     * @return the command
     * @throws IllegalArgumentException when the line is not a command of this protocol
     */
    static WorkerCommand parse(String line) {
        String[] words = line.split(" ", -1);
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            arguments.add(URLDecoder.decode(words[i], UTF_8));
        }
        return switch (words[0]) {
            case "configure" -> configure(arguments);
            case "run" -> run(arguments);
            case "stop" -> new Stop();
            default -> throw new IllegalArgumentException("Unknown command '" + words[0] + "'");
        };
    }

    private static Configure configure(List<String> arguments) {
        if (arguments.size() % 2 != 0) {
            throw new IllegalArgumentException("'configure' takes pairs of key and value");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            parameters.put(arguments.get(i), arguments.get(i + 1));
        }
        return new Configure(parameters);
    }

    private static Run run(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("'run' takes a batch number and unique ids");
        }
        return new Run(Integer.parseInt(arguments.get(0)), arguments.subList(1, arguments.size()));
    }

    private static void append(StringBuilder line, String argument) {
        line.append(' ').append(URLEncoder.encode(argument, UTF_8));
    }
}
