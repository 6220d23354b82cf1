package dev.forkd.examples.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forkd.junit.fixtures.Sandbox;
import dev.forkd.junit.fixtures.SandboxFixtures;
import dev.forkd.junit.fixtures.SandboxProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One sandbox is prepared once; three copies of it go on from there, each in its own way. */
@SandboxFixtures
class StrategiesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final List<String> STRATEGIES = List.of("sort", "sort -r", "wc -l");

    @Test
    void eachStrategyStartsFromTheSameFiles(Sandbox prepared) {
        prepared.write("words", "b\na\nc\n");

        List<Sandbox> children = prepared.branch(STRATEGIES.size());

        for (int i = 0; i < children.size(); i++) {
            children.get(i).run("sh", "-c", STRATEGIES.get(i) + " <words >result && mv result words").requireSuccess();
            System.out.println(STRATEGIES.get(i) + ": " + children.get(i).readString("words").strip().replace('\n', ' '));
        }
        assertEquals("b\na\nc\n", prepared.readString("words"));
        assertEquals("a\nb\nc\n", children.get(0).readString("words"));
        assertEquals("c\nb\na\n", children.get(1).readString("words"));
    }

    /** A running process is copied, too, where the controller copies a sandbox's memory. */
    @Test
    void aProcessGoesOnInEachCopy(Sandbox prepared) {
        SandboxProcess adder = prepared.start("sh", "-c", "n=0; while read x; do n=$((n + x)); echo sum $n; done");
        adder.send("40\n");
        adder.awaitOutput("sum 40", SOON);

        List<Sandbox> children = prepared.branch(3);

        assumeTrue(children.get(0).continuesProcesses(), "this machine copies files only");
        for (int i = 0; i < children.size(); i++) {
            SandboxProcess copy = adder.in(children.get(i));
            copy.send(i + "\n");
            copy.awaitOutput("sum " + (40 + i), SOON);
        }
        adder.send("2\n");
        adder.awaitOutput("sum 42", SOON);
        System.out.println("the process and its three copies went on apart");
    }
}
