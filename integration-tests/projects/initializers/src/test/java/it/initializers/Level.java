package it.initializers;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Whoever reads this annotation initializes its enum. */
@Retention(RetentionPolicy.RUNTIME)
@interface Level {
    Of value();

    enum Of {
        LOW;

        static final boolean TRACE = Trace.of("Level.Of");
    }
}
