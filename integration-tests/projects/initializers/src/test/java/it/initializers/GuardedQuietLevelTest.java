package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;

/** An enum that only makes its constants is no reason to refuse the class. */
@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
@GuardedQuietLevelTest.Quiet(GuardedQuietLevelTest.Level.HIGH)
class GuardedQuietLevelTest {

    @Test
    void passes() {}

    enum Level {
        LOW(1),
        HIGH(2);

        final int value;

        Level(int value) {
            this.value = value;
        }

        String shown() {
            return String.format("level %d", value);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Quiet {
        Level value();
    }
}
