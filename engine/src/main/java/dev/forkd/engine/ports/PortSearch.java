package dev.forkd.engine.ports;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.local.sandbox.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds out who held an address that was in use, by what listens when the failure is heard of. A holder that has gone by
 * then proves nothing.
 *
 * <p>If the failure names ports, the sockets that listen on these count. If it names none, the wanted port is one of those
 * that somebody chose: all that listen outside the range from which the system takes ports for those who ask for any. Only
 * if sandboxes of ours hold every one of these is it certain that one of them was in the way.
 */
public final class PortSearch {

    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int FIRST_OF_LINUX = 32_768;
    private static final int LAST_OF_LINUX = 60_999;
    private static final int MAX_RANGE = 64;

    private final Supplier<List<Listener>> listeners;
    private final IntPredicate chosen;

    /**
     * Makes a search.
     *
     * @param listeners lists what listens in this machine's network; nothing where that is not known
     */
    public PortSearch(Supplier<List<Listener>> listeners) {
        this(listeners, chosenBySomebody());
    }

    PortSearch(Supplier<List<Listener>> listeners, IntPredicate chosen) {
        this.listeners = listeners;
        this.chosen = chosen;
    }

    /**
     * Finds the holder.
     *
     * @param inUse what the failure tells
     * @param failed the id of the sandbox in which it happened
     * @return the holder
     */
    public PortHolder find(AddressInUse inUse, String failed) {
        List<Listener> all = inUse.tcp() ? listeners.get() : List.of();
        if (inUse.ports().isEmpty()) {
            List<Listener> chosenOnes =
                    all.stream().filter(each -> chosen.test(each.port())).toList();
            return chosenOnes.stream().allMatch(each -> isAnother(each, failed))
                    ? holder(chosenOnes)
                    : PortHolder.unknown();
        }
        List<Listener> named =
                all.stream().filter(each -> inUse.ports().contains(each.port())).toList();
        return first(named, each -> each.sandbox().isEmpty())
                .map(each -> PortHolder.not(PortHolder.Kind.OTHERS, each.port()))
                .or(() -> first(named, each -> !isAnother(each, failed))
                        .map(each -> PortHolder.not(PortHolder.Kind.ITSELF, each.port())))
                .orElseGet(() -> holder(named));
    }

    private static PortHolder holder(List<Listener> ofSandboxes) {
        if (ofSandboxes.isEmpty()) {
            return PortHolder.unknown();
        }
        boolean certain = ofSandboxes.stream().map(Listener::port).distinct().count() == 1;
        return new PortHolder(
                PortHolder.Kind.SANDBOX,
                certain ? Optional.of(ofSandboxes.get(0).port()) : Optional.empty(),
                ofSandboxes.get(0).sandbox());
    }

    private static boolean isAnother(Listener listener, String failed) {
        return listener.sandbox().filter(id -> !id.equals(failed)).isPresent();
    }

    private static Optional<Listener> first(List<Listener> all, Predicate<Listener> which) {
        return all.stream().filter(which).findFirst();
    }

    private static IntPredicate chosenBySomebody() {
        int[] range = rangeOfLinux();
        return port -> port < range[0] || port > range[1];
    }

    /** In one read, because such a file has nothing for the next one: {@code Files.readString} begins with one byte. */
    private static int[] rangeOfLinux() {
        byte[] text = new byte[MAX_RANGE];
        try (InputStream file = Files.newInputStream(RANGE)) {
            int length = Math.max(0, file.read(text));
            String[] range = new String(text, 0, length, US_ASCII).strip().split("\\s+", -1);
            return new int[] {Integer.parseInt(range[0]), Integer.parseInt(range[1])};
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // These are the limits where nobody has changed them.
            return new int[] {FIRST_OF_LINUX, LAST_OF_LINUX};
        }
    }
}
