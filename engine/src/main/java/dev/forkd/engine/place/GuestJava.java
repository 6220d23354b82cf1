package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.host.RunFailedException;
import java.time.Duration;
import java.util.Optional;

/** Looks for a Java in a sandbox. The guest's environment names none, so known places are tried. */
public final class GuestJava {

    private static final int LEAST_VERSION = 17;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Prints the program and the version that its home's {@code release} file states, without starting it. */
    private static final String LOOK =
            """
            only=$1 own=$2
            if [ -n "$only" ]; then set -- "$only"; else
              set -- "$own" "$(command -v java)" /usr/lib/jvm/*/bin/java /opt/java/*/bin/java /opt/*/bin/java
            fi
            for java in "$@"; do
              if [ -n "$java" ] && [ -x "$java" ]; then
                real=$(readlink -f "$java" 2>/dev/null || echo "$java")
                version=$(sed -n 's/^JAVA_VERSION="\\([^"]*\\)".*/\\1/p' "${real%/bin/java}/release" 2>/dev/null)
                echo "$java"
                echo "$version"
                exit 0
              fi
            done
            exit 1
            """;

    private GuestJava() {}

    /**
     * Finds the program.
     *
     * @param sandbox where to look
     * @param configured its path, if the user named one
     * @return its path
     * @throws RunFailedException when there is none that can be used
     */
    public static String find(Sandbox sandbox, Optional<String> configured) {
        String own = System.getProperty("java.home") + "/bin/java";
        ShellResult result = sandbox.run(LOOK, TIMEOUT, configured.orElse(""), own);
        if (result.exitCode() != 0) {
            throw new RunFailedException(missing(sandbox, configured), null);
        }
        String[] lines = result.stdout().split("\n", -1);
        int version = feature(lines.length > 1 ? lines[1].strip() : "");
        if (version > 0 && version < LEAST_VERSION) {
            throw new RunFailedException(
                    "The Java in sandbox " + sandbox.id() + ", " + lines[0].strip() + ", is version " + version
                            + "; forkd needs 17 or newer. Set forkd.java to the path of a newer one.",
                    null);
        }
        return lines[0].strip();
    }

    private static String missing(Sandbox sandbox, Optional<String> configured) {
        String where =
                "sandbox " + sandbox.id() + " (snapshot " + sandbox.info().snapshotTag() + ")";
        return configured
                .map(path -> "There is no program at " + path + " in " + where
                        + ", but forkd.java says so. Correct it, or leave it out to have Java looked for.")
                .orElse("There is no Java in " + where
                        + ": looked on its PATH and below /usr/lib/jvm, /opt/java and /opt."
                        + " Use a snapshot with a JDK, or set forkd.java to the path of the java program inside it.");
    }

    private static int feature(String version) {
        String digits = version.replaceFirst("^1\\.", "").replaceFirst("\\D.*", "");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }
}
