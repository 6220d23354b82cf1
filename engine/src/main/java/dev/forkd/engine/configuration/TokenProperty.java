package dev.forkd.engine.configuration;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The token where it was given as a system property. It is taken out of the properties as soon as the engine is made,
 * because reports list them and tests can read them. System properties belong to the process, so what was one of them
 * is held for the process.
 */
public final class TokenProperty {

    private static final AtomicReference<@Nullable String> TAKEN = new AtomicReference<>();

    private TokenProperty() {}

    /** Takes the token out of the system properties, if it is there. */
    public static void take() {
        String value = System.clearProperty(Setting.TOKEN.key());
        if (value != null && !value.isBlank()) {
            TAKEN.set(value.strip());
        }
    }

    /**
     * What was taken.
     *
     * @return the token, if it was given in this way
     */
    static Optional<String> taken() {
        return Optional.ofNullable(TAKEN.get());
    }
}
