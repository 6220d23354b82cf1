package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The build dies in the middle of a run: at the latest the next run removes what is left. */
class KilledBuildIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void kill_nine_of_maven() {
        try (MavenBuild.Running build = waiting()) {
            List<ProcessHandle> tree = build.tree();
            build.maven().destroyForcibly();

            awaitDeath(tree);
        }
        assertNothingIsLeftAfterTheNextRun();
    }

    @Test
    void kill_nine_of_maven_and_of_the_fork() {
        try (MavenBuild.Running build = waiting()) {
            List<ProcessHandle> tree = build.tree();
            ProcessHandle fork = build.fork();
            build.maven().destroyForcibly();
            fork.destroyForcibly();

            awaitDeath(tree);
        }
        assertNothingIsLeftAfterTheNextRun();
    }

    @Test
    void control_c() throws IOException, InterruptedException {
        try (MavenBuild.Running build = waiting()) {
            List<ProcessHandle> tree = build.tree();
            // The terminal sends it to the whole group. Where it is ignored, because we run in the background of a
            // shell without job control, the JVM ignores it too.
            Signals.send(ignoresInterrupts(build.pid()) ? "TERM" : "INT", "-" + build.pid());

            awaitDeath(tree);
        }
        // At once, not only after the next run.
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    private MavenBuild.Running waiting() {
        MavenBuild.Running build = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments("-Dtest=Waits*Test")
                .start();
        try {
            // Either: the first worker may have been handed both classes.
            build.until(
                    "a test waits",
                    () -> Files.exists(home.shared().resolve("waiting-One"))
                            || Files.exists(home.shared().resolve("waiting-Two")));
            build.until("both workers run", () -> home.leftovers().workers().size() == 2);
            assertThat(home.leftovers().leases()).hasSize(1);
            return build;
        } catch (RuntimeException | Error e) {
            build.close();
            throw e;
        }
    }

    /**
     * Everything that the build had started ends by itself: Maven, the fork, sandboxes, workers. That Maven is dead the
     * fork learns from its input at once, or from Surefire's pings, which it misses after 30 to 60 seconds.
     */
    private static void awaitDeath(List<ProcessHandle> tree) {
        try {
            Awaitility.await("the death of all processes")
                    .atMost(Duration.ofSeconds(75))
                    .untilAsserted(() -> assertThat(alive(tree)).isEmpty());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(String.join("\n", states(tree)), e);
        }
    }

    /** What each process that is left waits for, briefly enough to be read in the log of a build. */
    private static List<String> states(List<ProcessHandle> tree) {
        List<String> states = new ArrayList<>();
        for (ProcessHandle handle : tree) {
            String line = Leftovers.commandLine(handle.pid());
            if (handle.isAlive()) {
                states.add(handle.pid() + " is alive: " + line.substring(0, Math.min(line.length(), 60)));
            }
            if (line.contains("surefirebooter") && line.contains("/java ") && !line.startsWith("/bin/sh")) {
                states.add(Jcmd.ask(handle.pid(), "Thread.print"));
            }
        }
        return states;
    }

    private static List<String> alive(List<ProcessHandle> tree) {
        List<String> alive = new ArrayList<>();
        for (ProcessHandle handle : tree) {
            String line = Leftovers.commandLine(handle.pid());
            // A zombie has no command line; the test's JVM is not the one to reap it.
            if (handle.isAlive() && !line.isBlank()) {
                alive.add(handle.pid() + " " + line);
            }
        }
        return alive;
    }

    private void assertNothingIsLeftAfterTheNextRun() {
        System.out.println("left before the next run: " + home.leftovers().all());
        MavenBuild.Result next = MavenBuild.forkd(Project.fixture("cases"), home, 1)
                .arguments("-Dtest=QuickOneTest")
                .run();
        assertThat(next.exitCode()).as(next.output()).isZero();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    private static boolean ignoresInterrupts(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
            }
        }
        return false;
    }
}
