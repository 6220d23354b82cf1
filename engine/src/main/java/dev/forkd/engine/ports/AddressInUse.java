package dev.forkd.engine.ports;

import dev.forkd.worker.protocol.FrameData;
import dev.forkd.worker.protocol.ThrowableData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failure tells of an address that was already in use. The JDK names no port; servers such as Tomcat's in Spring
 * Boot, Netty, Jetty and WireMock do.
 *
 * @param ports the ports that its messages name, often none
 * @param tcp whether nothing in it says that it was another kind of socket
 */
public record AddressInUse(Set<Integer> ports, boolean tcp) {

    private static final int MAX_CAUSES = 8;
    private static final int MAX_MESSAGE = 4_000;
    private static final int MAX_PORT = 65_535;
    private static final Pattern IN_USE =
            Pattern.compile("(?i)address already in use|port \\d{1,5} .{0,100}already in use");
    private static final Pattern PORT = Pattern.compile(
            "(?i)\\bport[ :=#]{1,3}(\\d{1,5})\\b|(?:\\d\\.\\d{1,3}|\\]|localhost|\\*|(?:0:){7}[01]|::1?):(\\d{1,5})\\b");

    /**
     * Looks at a failure and its causes.
     *
     * @param failure the failure
     * @return what it tells; empty if none of them is about an address in use
     */
    public static Optional<AddressInUse> in(@Nullable ThrowableData failure) {
        List<ThrowableData> chain = chain(failure);
        if (chain.stream().noneMatch(AddressInUse::isOne)) {
            return Optional.empty();
        }
        Set<Integer> ports = new TreeSet<>();
        chain.forEach(each -> addPorts(message(each), ports));
        return Optional.of(new AddressInUse(
                Set.copyOf(ports),
                chain.stream().flatMap(each -> each.frames().stream()).allMatch(AddressInUse::mayBeTcp)));
    }

    private static List<ThrowableData> chain(@Nullable ThrowableData failure) {
        List<ThrowableData> chain = new ArrayList<>();
        for (ThrowableData each = failure; each != null && chain.size() < MAX_CAUSES; each = each.cause()) {
            chain.add(each);
        }
        return chain;
    }

    private static boolean isOne(ThrowableData failure) {
        return failure.type().endsWith(".BindException")
                || IN_USE.matcher(message(failure)).find();
    }

    private static String message(ThrowableData failure) {
        String message = failure.message() == null ? "" : failure.message();
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }

    private static void addPorts(String message, Set<Integer> ports) {
        Matcher found = PORT.matcher(message);
        while (found.find()) {
            int port = Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
            if (port > 0 && port <= MAX_PORT) {
                ports.add(port);
            }
        }
    }

    private static boolean mayBeTcp(FrameData frame) {
        return !frame.type().contains("Datagram") && !frame.type().contains("UnixDomain");
    }
}
