package dev.forkd.engine.fleet;

import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ControllerAddresses;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.junit.SandboxPolicy.Surroundings;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reaches the controllers that the settings name: several, one, or the embedded one. */
public final class Controllers {

    private Controllers() {}

    /**
     * Connects to all controllers that answer. Of several, those that do not answer are named in a line.
     *
     * @param configuration the settings
     * @param scratch a directory of this run
     * @param host shows messages
     * @return the connections, at least one
     * @throws IOException if the embedded controller cannot be started
     * @throws InterruptedException if interrupted
     * @throws RunFailedException if none answers, with the reason of the first
     */
    public static List<ControllerConnection> reach(ForkdConfiguration configuration, Path scratch, Host host)
            throws IOException, InterruptedException {
        if (configuration.embedded()) {
            return List.of(ControllerConnection.embedded(configuration, scratch, host));
        }
        List<URI> addresses = addresses(configuration.urls());
        List<AtOnce.Outcome<ControllerConnection>> outcomes = connect(addresses, configuration, host);
        List<ControllerConnection> reached = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            AtOnce.Outcome<ControllerConnection> outcome = outcomes.get(i);
            ControllerConnection connection = outcome.result();
            if (connection != null) {
                reached.add(connection);
            } else if (addresses.size() > 1) {
                host.say("forkd: the run goes on without the controller at " + addresses.get(i) + ": "
                        + OutputTail.clean(String.valueOf(message(outcome))));
            }
        }
        if (reached.isEmpty()) {
            throw unreachable(addresses.size(), outcomes.get(0).failure());
        }
        return List.copyOf(reached);
    }

    /** The client does not know where its address comes from, and its message is not to be told twice. */
    private static RuntimeException unreachable(int addresses, @Nullable RuntimeException first) {
        if (!(first instanceof ForkdException) || first instanceof InterruptedOperationException) {
            return first == null ? new IllegalStateException("no controller") : first;
        }
        String which = addresses == 1 ? "The controller" : "None of the " + addresses + " controllers";
        return new RunFailedException(
                which + " that forkd.url (FORKD_URL) names " + (addresses == 1 ? "cannot" : "can") + " be used: "
                        + first.getMessage(),
                first.getCause());
    }

    private static String message(AtOnce.Outcome<?> outcome) {
        RuntimeException failure = outcome.failure();
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    private static List<AtOnce.Outcome<ControllerConnection>> connect(
            List<URI> addresses, ForkdConfiguration configuration, Host host) throws InterruptedException {
        Queue<ControllerConnection> open = new ConcurrentLinkedQueue<>();
        List<Callable<ControllerConnection>> calls = new ArrayList<>();
        for (URI url : addresses) {
            calls.add(() -> {
                ControllerConnection connection = ControllerConnection.remote(url, configuration, host);
                open.add(connection);
                return connection;
            });
        }
        try {
            return AtOnce.call("reach", calls);
        } catch (InterruptedException | RuntimeException e) {
            open.forEach(ControllerConnection::close);
            throw e;
        }
    }

    /**
     * Connects to one controller: of several the one with the fewest sandboxes.
     *
     * @param configuration the settings
     * @param scratch a directory of this run
     * @param host shows messages
     * @return the connection
     * @throws IOException if the embedded controller cannot be started
     * @throws InterruptedException if interrupted
     */
    public static ControllerConnection reachOne(ForkdConfiguration configuration, Path scratch, Host host)
            throws IOException, InterruptedException {
        List<ControllerConnection> others = new ArrayList<>(reach(configuration, scratch, host));
        try {
            return others.remove(Placement.idlest(others));
        } finally {
            others.forEach(ControllerConnection::close);
        }
    }

    /**
     * Tells what kind of sandboxes tests get. Only if all controllers have microVMs, and say so, are they microVMs.
     *
     * @param configuration the settings
     * @param host shows messages if a controller is away for a while
     * @return the kind
     * @throws ForkdException if one of them does not answer
     */
    public static Surroundings surroundings(ForkdConfiguration configuration, Host host) {
        if (configuration.embedded()) {
            return Surroundings.LOCAL_SANDBOX;
        }
        Surroundings all = Surroundings.MICROVM;
        for (URI url : addresses(configuration.urls())) {
            try (ControllerConnection connection = ControllerConnection.remote(url, configuration, host)) {
                if (connection.surroundings() != Surroundings.MICROVM) {
                    all = Surroundings.LOCAL_SANDBOX;
                }
            }
        }
        return all;
    }

    /**
     * Describes where the tests run and why, for the first line of a run.
     *
     * @param connections the connections
     * @return part of a sentence
     */
    public static String description(List<ControllerConnection> connections) {
        ControllerConnection first = connections.get(0);
        if (first.embedded()) {
            return "the embedded controller on this machine ("
                    + first.isolation().orElse("") + "), because forkd.url names no other";
        }
        return (connections.size() == 1 ? "the controller at " : connections.size() + " controllers, at ")
                + connections.stream()
                        .map(connection -> connection.client().controller().toString())
                        .collect(Collectors.joining(", "))
                + ", as forkd.url says";
    }

    /** Replaces a name that stands for several controllers by their addresses. */
    static List<URI> addresses(List<URI> urls) {
        Set<URI> all = new LinkedHashSet<>();
        for (URI url : urls) {
            if (ControllerAddresses.namesSeveral(url)) {
                all.addAll(resolve(url));
            } else {
                all.add(url);
            }
        }
        return List.copyOf(all);
    }

    private static Set<URI> resolve(URI name) {
        Set<URI> addresses = new TreeSet<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(name.getHost())) {
                String literal = address instanceof Inet6Address
                        ? "[" + address.getHostAddress().replaceFirst("%.*", "") + "]"
                        : address.getHostAddress();
                String port = name.getPort() == -1 ? "" : ":" + name.getPort();
                addresses.add(URI.create("http://" + literal + port + name.getRawPath()));
            }
        } catch (UnknownHostException e) {
            throw new RunFailedException(
                    "forkd.url names '" + OutputTail.clean(name.getHost())
                            + "', which has no address. Is its name right, and does it have controllers?",
                    e);
        }
        if (addresses.size() > ControllerAddresses.MAX_CONTROLLERS) {
            throw new RunFailedException(
                    "'" + OutputTail.clean(name.getHost()) + "' in forkd.url has " + addresses.size()
                            + " addresses; up to " + ControllerAddresses.MAX_CONTROLLERS + " controllers are used.",
                    null);
        }
        return addresses;
    }
}
