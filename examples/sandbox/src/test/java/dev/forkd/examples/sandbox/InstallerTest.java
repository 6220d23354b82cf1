package dev.forkd.examples.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.fixtures.CommandResult;
import dev.forkd.junit.fixtures.Sandbox;
import dev.forkd.junit.fixtures.SandboxFixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has a fresh sandbox, in which a script can install whatever it wants. */
@SandboxFixtures
class InstallerTest {

    @BeforeEach
    void bring(Sandbox sandbox) {
        sandbox.write("install.sh", "test ! -e app || { echo 'already installed' >&2; exit 1; }; mkdir app; echo 1.0 >app/version");
    }

    @Test
    void installs(Sandbox sandbox) {
        sandbox.run("sh", "install.sh").requireSuccess();

        assertEquals("1.0\n", sandbox.readString("app/version"));
    }

    @Test
    void refusesToInstallTwice(Sandbox sandbox) {
        sandbox.run("sh", "install.sh").requireSuccess();

        CommandResult second = sandbox.run("sh", "install.sh");

        assertEquals(1, second.exitCode());
        assertTrue(second.stderr().contains("already installed"));
    }
}
