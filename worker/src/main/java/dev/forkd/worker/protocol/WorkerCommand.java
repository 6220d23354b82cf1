package dev.forkd.worker.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command from the host to a worker. Each is one line: a word, then arguments in URL encoding. */
public sealed interface WorkerCommand {

    /**
     * Sets the JUnit configuration parameters of all later plans. Sent once, before all other commands.
     *
     * @param parameters keys and values
     */
    record Configure(Map<String, String> parameters) implements WorkerCommand {}

    /**
     * Discovers and runs the tests with these unique ids in one launcher request. All their units are granted.
     *
     * @param plan number of the plan
     * @param ids unique ids, in the order in which they are to run
     */
    record Run(int plan, List<String> ids) implements WorkerCommand {}

    /**
     * Discovers the tests with these unique ids in one launcher request and runs the tests whose units are granted.
     *
     * @param plan number of the plan
     * @param ids unique ids, in the order in which they are to run
     */
    record Plan(int plan, List<String> ids) implements WorkerCommand {}

    /**
     * Grants units of a plan, so that the worker may run them.
     *
     * @param plan number of the plan
     * @param units ids of the units
     */
    record Grant(int plan, List<String> units) implements WorkerCommand {}

    /**
     * Refuses units of a plan, because other workers run them.
     *
     * @param plan number of the plan
     * @param units ids of the units
     */
    record Refuse(int plan, List<String> units) implements WorkerCommand {}

    /**
     * Ends the grants of a plan: all units that are not decided yet are refused.
     *
     * @param plan number of the plan
     */
    record Seal(int plan) implements WorkerCommand {}

    /**
     * Acknowledges that the host has read all events up to this one, so that their space can be freed.
     *
     * @param sequence the event's number
     */
    record Ack(long sequence) implements WorkerCommand {}

    /**
     * Tells a waiting worker which worker it is.
     *
     * @param variables environment variables to change
     * @param seed seed for its random numbers
     */
    record Become(Map<String, String> variables, long seed) implements WorkerCommand {}

    /**
     * Allows tests that fail to stand still, once each, until {@link GoOn} is sent.
     *
     * @param times how many may do so from now on
     */
    record Freeze(int times) implements WorkerCommand {}

    /** Lets the test that stands still go on. */
    record GoOn() implements WorkerCommand {}

    /** Ends the worker after the plans that it already has; units that were not granted are refused. */
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
        } else if (this instanceof Become become) {
            line.append("become ").append(become.seed());
            become.variables().forEach((key, value) -> {
                append(line, key);
                append(line, value);
            });
        } else if (this instanceof Run run) {
            numbered(line, "run", run.plan(), FrontCoding.encode(run.ids()));
        } else if (this instanceof Plan plan) {
            numbered(line, "plan", plan.plan(), FrontCoding.encode(plan.ids()));
        } else if (this instanceof Grant grant) {
            numbered(line, "grant", grant.plan(), grant.units());
        } else if (this instanceof Refuse refuse) {
            numbered(line, "refuse", refuse.plan(), refuse.units());
        } else if (this instanceof Seal seal) {
            numbered(line, "seal", seal.plan(), List.of());
        } else if (this instanceof Ack ack) {
            line.append("ack ").append(ack.sequence());
        } else if (this instanceof Freeze freeze) {
            line.append("freeze ").append(freeze.times());
        } else if (this instanceof GoOn) {
            line.append("go-on");
        } else {
            line.append("stop");
        }
        return line.toString();
    }

    /**
     * Reads a command from its line.
     *
     * @param line one line without its end
     * @return the command
     * @throws IllegalArgumentException if the line is not a command of this protocol
     */
    static WorkerCommand parse(String line) {
        String[] words = line.split(" ", -1);
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            arguments.add(URLDecoder.decode(words[i], UTF_8));
        }
        return switch (words[0]) {
            case "configure" -> configure(arguments);
            case "become" -> become(arguments);
            case "run" -> new Run(number(words[0], arguments), FrontCoding.decode(rest(arguments)));
            case "plan" -> new Plan(number(words[0], arguments), FrontCoding.decode(rest(arguments)));
            case "grant" -> new Grant(number(words[0], arguments), rest(arguments));
            case "refuse" -> new Refuse(number(words[0], arguments), rest(arguments));
            case "seal" -> new Seal(number(words[0], only(1, words[0], arguments)));
            case "ack" -> ack(only(1, words[0], arguments).get(0));
            case "freeze" -> new Freeze(number(words[0], only(1, words[0], arguments)));
            case "go-on" -> goOn(only(0, words[0], arguments));
            case "stop" -> stop(only(0, words[0], arguments));
            default -> throw new IllegalArgumentException("Unknown command '" + words[0] + "'");
        };
    }

    private static Configure configure(List<String> arguments) {
        return new Configure(pairs("configure", arguments));
    }

    private static Become become(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.get(0).matches("-?[0-9]{1,19}")) {
            throw new IllegalArgumentException("'become' takes a seed first");
        }
        return new Become(pairs("become", rest(arguments)), Long.parseLong(arguments.get(0)));
    }

    private static Map<String, String> pairs(String word, List<String> arguments) {
        if (arguments.size() % 2 != 0) {
            throw new IllegalArgumentException("'" + word + "' takes pairs of key and value");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            pairs.put(arguments.get(i), arguments.get(i + 1));
        }
        return pairs;
    }

    private static Stop stop(List<String> ignored) {
        return new Stop();
    }

    private static GoOn goOn(List<String> ignored) {
        return new GoOn();
    }

    private static Ack ack(String sequence) {
        if (!sequence.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("'ack' takes the number of an event");
        }
        return new Ack(Long.parseLong(sequence));
    }

    private static List<String> only(int size, String word, List<String> arguments) {
        if (arguments.size() != size) {
            throw new IllegalArgumentException("'" + word + "' has " + arguments.size() + " arguments");
        }
        return arguments;
    }

    private static int number(String word, List<String> arguments) {
        if (arguments.isEmpty() || !arguments.get(0).matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + word + "' takes a number first");
        }
        return Integer.parseInt(arguments.get(0));
    }

    private static List<String> rest(List<String> arguments) {
        return List.copyOf(arguments.subList(1, arguments.size()));
    }

    private static void numbered(StringBuilder line, String word, int plan, List<String> arguments) {
        line.append(word).append(' ').append(plan);
        arguments.forEach(argument -> append(line, argument));
    }

    private static void append(StringBuilder line, String argument) {
        line.append(' ').append(URLEncoder.encode(argument, UTF_8));
    }
}
