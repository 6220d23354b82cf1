package dev.forkd.client;

import java.util.Map;
import java.util.Optional;

/**
 * The result of one {@link RemoteProcess#poll}.
 *
 * @param chunks new bytes by the name of their stream ({@code stdout}, {@code stderr} or an extra one); streams without
 *     new bytes are absent
 * @param exit how the process ended; present only once every stream has been read to its end
 */
public record Poll(Map<String, byte[]> chunks, Optional<ExitStatus> exit) {
    /**
     * Copies the map.
     *
     * @param chunks new bytes by stream
     * @param exit how the process ended, if it is known
     */
    public Poll {
        chunks = Map.copyOf(chunks);
    }
}
