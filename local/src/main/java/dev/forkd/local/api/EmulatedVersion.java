package dev.forkd.local.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The versions of the real controller that can be imitated (contract 10.1), oldest first. */
public enum EmulatedVersion {
    /** First version with diff branches. */
    V0_3_0("0.3.0", "0.3.0"),
    /** Adds workspaces, warnings, branch counts and the retry of creates that met a busy device. */
    V0_3_4("0.3.4", "0.3.4"),
    /** Adds branch modes, tag information, compaction and cascading deletes. */
    V0_5_0("0.5.0", "0.5.0"),
    /** The newest release that the contract covers. */
    V0_5_3("0.5.3", "0.5.3"),
    /** The state of development after 0.5.3, which still reports 0.5.3. */
    BASELINE("baseline", "0.5.3");

    private final String key;
    private final String reported;

    EmulatedVersion(String key, String reported) {
        this.key = key;
        this.reported = reported;
    }

    /**
     * Finds a version by its name in options and commands.
     *
     * @param key for example {@code 0.5.3} or {@code baseline}
     * @return the version
     * @throws IllegalArgumentException for any other name
     */
    public static EmulatedVersion of(String key) {
        return Arrays.stream(values())
                .filter(version -> version.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cannot emulate '" + key + "'; known versions are "
                        + Arrays.stream(values()).map(v -> v.key).collect(Collectors.joining(", "))));
    }

    /**
     * Returns the number that {@code GET /version} reports.
     *
     * @return the number
     */
    public String reported() {
        return reported;
    }

    boolean since(EmulatedVersion first) {
        return compareTo(first) >= 0;
    }
}
