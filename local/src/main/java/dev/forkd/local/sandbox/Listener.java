package dev.forkd.local.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A TCP socket that listens in the network of this machine.
 *
 * @param port its port
 * @param sandbox id of the sandbox of whose processes one holds it; empty if none does
 */
public record Listener(int port, Optional<String> sandbox) {

    /**
     * Lists all of them.
     *
     * @param sandboxes the sandboxes that may hold some, by id
     * @return one entry for each socket; none on systems without {@code /proc}
     */
    public static List<Listener> all(Map<String, Sandbox> sandboxes) {
        Map<String, Integer> ports = SocketTable.listening(Path.of("/proc/self"));
        Map<String, String> holders = new HashMap<>();
        sandboxes.forEach((id, sandbox) -> sandbox.holds(ports.keySet()).forEach(socket -> holders.put(socket, id)));
        List<Listener> all = new ArrayList<>();
        ports.forEach((socket, port) -> all.add(new Listener(port, Optional.ofNullable(holders.get(socket)))));
        return all;
    }
}
