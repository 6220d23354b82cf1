package dev.forkd.local;

import java.nio.file.Path;

/** Where controllers keep their directories when nobody says otherwise. */
final class StateRoot {
    private StateRoot() {}

    /**
     * Below {@code XDG_STATE_HOME} where that is set, else below the directory for temporary files, which all
     * users may share: hence the name of the user in it.
     */
    static Path standard() {
        String state = System.getenv("XDG_STATE_HOME");
        if (state != null && !state.isBlank()) {
            return Path.of(state, "forkd", "local").toAbsolutePath();
        }
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9_.-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "forkd-" + user, "local")
                .toAbsolutePath();
    }
}
