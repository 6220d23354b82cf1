package it.matrix;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs classes in a Launcher and writes a line for each end of a test: name, tab, outcome, tab, reason. */
public final class Host {

    private Host() {}

    public static void main(String[] arguments) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(arguments, 1, arguments.length)
                        .map(name -> selectClass("it.matrix." + name))
                        .toList())
                .build();
        LauncherFactory.create().execute(request, new Writer(Path.of(arguments[0])));
        // What a listener or a thread of ours still does must not keep this program.
        System.exit(0);
    }

    private static final class Writer implements TestExecutionListener {

        private final Path file;
        private TestPlan plan;

        Writer(Path file) {
            this.file = file;
        }

        @Override
        public void testPlanExecutionStarted(TestPlan started) {
            plan = started;
        }

        @Override
        public void executionFinished(TestIdentifier node, TestExecutionResult result) {
            String reason = result.getThrowable().map(String::valueOf).orElse("");
            if (node.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                write(node, result.getStatus().name(), reason);
            }
        }

        @Override
        public void executionSkipped(TestIdentifier node, String reason) {
            if (node.isTest()) {
                write(node, "SKIPPED", reason);
            } else {
                plan.getDescendants(node).stream()
                        .filter(TestIdentifier::isTest)
                        .forEach(test -> write(test, "SKIPPED", reason));
            }
        }

        private void write(TestIdentifier node, String outcome, String reason) {
            String id = node.getUniqueId().replaceAll(".*\\[class:it.matrix.([A-Za-z]+)\\](/\\[method:(\\w+)\\(\\)\\])?", "$1.$3");
            String line = id + "\t" + outcome + "\t" + reason.replaceAll("\\s+", " ") + "\n";
            try {
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
