package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.wire.files.PackagedText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The script that makes places, at its path in a sandbox. */
final class PlaceScript {

    private static final String TEXT = PackagedText.of(PlaceScript.class, "place.sh");
    private static final String RUN = "exec sh \"$@\"";

    private final Sandbox sandbox;
    private final String path;

    /**
     * Makes an object for the script.
     *
     * @param sandbox the sandbox in which to run it
     * @param path the script's path in the sandbox
     */
    PlaceScript(Sandbox sandbox, String path) {
        this.sandbox = sandbox;
        this.path = path;
    }

    /** Returns the script's text. */
    static byte[] content() {
        return TEXT.getBytes(StandardCharsets.UTF_8);
    }

    /** Runs one of the script's functions in a sandbox that does not have the script. */
    static ShellResult inline(Sandbox sandbox, Duration timeout, String... words) {
        return sandbox.run(TEXT, timeout, words);
    }

    ShellResult run(Duration timeout, String... words) {
        List<String> all = new ArrayList<>(List.of(path));
        all.addAll(Arrays.asList(words));
        return sandbox.run(RUN, timeout, all.toArray(String[]::new));
    }
}
