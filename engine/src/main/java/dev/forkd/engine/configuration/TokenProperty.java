package dev.forkd.engine.configuration;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * The token, if it was given as a system property. It is removed from the properties as soon as the engine is made,
 * because reports list them and tests can read them. System properties belong to the process, so there is one object
 * for it. Thread-safe.
 */
public final class TokenProperty {

    private static final TokenProperty OF_THIS_PROCESS = new TokenProperty();

    private final Set<Way> ways = EnumSet.noneOf(Way.class);
    private final Set<Way> told = EnumSet.noneOf(Way.class);
    private @Nullable String value;

    TokenProperty() {}

    /** An unsafe way to give the token. */
    private enum Way {
        PROPERTY("the token was given as a system property: it also stands in the build's command line, in the"
                + " environment variable MAVEN_CMD_LINE_ARGS and in temporary files of the build."),
        LATE_PROPERTY("the token was made a system property after this JVM had begun: tests that ran here before, and"
                + " reports, may have it."),
        PARAMETER("the token stands in junit-platform.properties or in the build's configuration parameters, where"
                + " everybody can read it.");

        private final String why;

        Way(String why) {
            this.why = why;
        }

        String warning() {
            return why + " Give it as FORKD_TOKEN in the environment.";
        }
    }

    /**
     * Returns the token's property of this process.
     *
     * @return always the same object
     */
    public static TokenProperty ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** Moves the token out of the system properties, if it is there. Call this when the engine is made. */
    public void take() {
        take(Way.PROPERTY);
    }

    /** Moves the token out of the system properties, if it was put there since. Call this before settings are read. */
    public void takeLate() {
        take(Way.LATE_PROPERTY);
    }

    private synchronized void take(Way way) {
        String found = System.clearProperty(Setting.TOKEN.key());
        if (found != null && !found.isBlank()) {
            value = found.strip();
            ways.add(way);
        }
    }

    /**
     * Returns the token that was taken.
     *
     * @return the token, or empty if it was not given in this way
     */
    synchronized Optional<String> taken() {
        return Optional.ofNullable(value);
    }

    /**
     * Warns about each unsafe way in which the token was given, once in the life of this object, because some build
     * tools make a run of each class.
     *
     * @param parameters the parameters of the request
     * @return one sentence or two for each way; empty if all is well
     */
    public synchronized List<String> warnings(ConfigurationParameters parameters) {
        if (parameters.keySet().contains(Setting.TOKEN.key())) {
            ways.add(Way.PARAMETER);
        }
        List<String> warnings = new ArrayList<>();
        for (Way way : ways) {
            if (told.add(way)) {
                warnings.add(way.warning());
            }
        }
        return warnings;
    }
}
