package it.truth;

import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.Test;

/** Prints where it runs. */
abstract class Telling {

    @Test
    void tell() {
        System.out.println(SandboxContext.current().insideSandbox() ? "in a sandbox" : "in this JVM");
    }
}
