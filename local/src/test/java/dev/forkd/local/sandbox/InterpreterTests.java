package dev.forkd.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The interpreter is at the mercy of what runs in its sandbox. */
final class InterpreterTests {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** More than a pipe holds. */
    private static final String LARGE = "'" + "x".repeat(1 << 20) + "'";

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(
            value = Isolation.Choice.class,
            names = {"AUTO", "PLAIN"})
    @Timeout(60)
    void one_that_was_stopped_is_killed_and_replaced(Isolation.Choice isolation) throws Exception {
        SandboxHost.Settings settings = new SandboxHost.Settings(isolation, 16, Map.of(), List.of(), "off", "python3");
        SnapshotDirectory snapshot = new SnapshotDirectory(root.resolve("snapshot"));
        snapshot.create();
        try (StateDirectory state = StateDirectory.create(root.resolve("state"));
                SandboxHost host = new SandboxHost(state, settings)) {
            Sandbox sandbox = host.start(1, snapshot, false).get(0);
            Assumptions.assumeFalse(
                    sandbox.eval("1", LONG) instanceof EvalOutcome.NoInterpreter, "there is no Python here");
            String pid = text(sandbox.eval("__import__('os').getpid()", LONG));
            String child = text(sandbox.eval("__import__('subprocess').Popen(['sleep', '600']).pid", LONG));
            sandbox.exec(List.of("kill", "-STOP", pid), LONG);

            assertThat(sandbox.eval(LARGE, Duration.ofSeconds(2))).isInstanceOf(EvalOutcome.Closed.class);

            // In a namespace nobody reaps it.
            String ended = "! test -e /proc/$1 || grep -q 'State:.*Z' /proc/$1/status";
            assertThat(sandbox.exec(List.of("sh", "-c", ended, "sh", pid), LONG))
                    .isEqualTo(success());
            assertThat(sandbox.exec(List.of("kill", "-0", child), LONG)).isEqualTo(success());
            assertThat(text(sandbox.eval("2 + 2", LONG))).isEqualTo("4");
            sandbox.kill();
        }
    }

    private static ExecOutcome success() {
        return new ExecOutcome.Finished("", "", 0);
    }

    private static String text(EvalOutcome outcome) {
        assertThat(outcome).isInstanceOf(EvalOutcome.Value.class);
        return ((EvalOutcome.Value) outcome).text();
    }
}
