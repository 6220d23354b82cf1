package dev.forkd.engine.configuration;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The token, if it was given as a system property. It is removed from the properties as soon as the engine is made,
 * because reports list them and tests can read them. System properties belong to the process, so the token is kept in a
 * static field.
 */
public final class TokenProperty {

    private static final AtomicReference<@Nullable String> TAKEN = new AtomicReference<>();

    private TokenProperty() {}

    /** Moves the token out of the system properties, if it is there. */
    public static void take() {
        String value = System.clearProperty(Setting.TOKEN.key());
        if (value != null && !value.isBlank()) {
            TAKEN.set(value.strip());
        }
    }

    /**
     * Returns the token that was taken.
     *
     * @return the token, or empty if it was not given in this way
     */
    static Optional<String> taken() {
        return Optional.ofNullable(TAKEN.get());
    }
}
