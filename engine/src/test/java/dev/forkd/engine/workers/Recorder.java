package dev.forkd.engine.workers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;

/** Takes down what the Launcher is told and what in it no Launcher may be told. */
final class Recorder implements EngineExecutionListener {

    private final Map<String, Ending> endings = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Set<String> registered = new HashSet<>();
    private final List<String> wrongs = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    /** How a node ended: with a result, or skipped for a reason. */
    record Ending(@Nullable TestExecutionResult result, @Nullable String skipped) {

        boolean covers() {
            return result == null || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL;
        }

        boolean isFailed() {
            return result != null && result.getStatus() == TestExecutionResult.Status.FAILED;
        }
    }

    @Override
    public void dynamicTestRegistered(TestDescriptor node) {
        require(registered.add(id(node)), "registered twice: ", node);
    }

    @Override
    public void executionStarted(TestDescriptor node) {
        story.add("+" + id(node));
        begins(node);
        open.add(id(node));
    }

    @Override
    public void executionSkipped(TestDescriptor node, String reason) {
        story.add("~" + id(node) + reason);
        begins(node);
        require(open.stream().noneMatch(other -> other.startsWith(id(node) + "/")), "skipped while open below: ", node);
        endings.put(id(node), new Ending(null, reason));
    }

    @Override
    public void executionFinished(TestDescriptor node, TestExecutionResult result) {
        story.add("-" + id(node) + result);
        require(open.remove(id(node)), "ended without being open: ", node);
        require(open.stream().noneMatch(other -> other.startsWith(id(node) + "/")), "ended while open below: ", node);
        require(endings.put(id(node), new Ending(result, null)) == null, "ended twice: ", node);
    }

    @Override
    public void reportingEntryPublished(TestDescriptor node, ReportEntry entry) {
        require(open.contains(id(node)), "published without being open: ", node);
    }

    private void begins(TestDescriptor node) {
        require(!open.contains(id(node)) && !endings.containsKey(id(node)), "began twice: ", node);
        for (TestDescriptor above = node.getParent().orElse(null);
                above != null && above.getParent().isPresent();
                above = above.getParent().orElse(null)) {
            require(open.contains(id(above)), "began outside of what is open: ", node);
        }
    }

    private void require(boolean right, String wrong, TestDescriptor node) {
        if (!right) {
            wrongs.add(wrong + node.getUniqueId());
        }
    }

    /** What was told wrongly; nothing may be open any more. */
    List<String> wrongs() {
        List<String> all = new ArrayList<>(wrongs);
        open.forEach(node -> all.add("never ended: " + node));
        return all;
    }

    /** Everything in its order. */
    List<String> story() {
        return story;
    }

    @Nullable
    Ending ending(String id) {
        return endings.get(id);
    }

    boolean failedAtOrBelow(String id) {
        return endings.entrySet().stream()
                .anyMatch(entry -> (entry.getKey() + "/").startsWith(id + "/")
                        && entry.getValue().isFailed());
    }

    /** Whether we made something fail below a node, which then ends well: the cause is told once. */
    boolean failedByUsBelow(String id) {
        return endings.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(id + "/"))
                .map(entry -> entry.getValue().result())
                .anyMatch(result -> result != null
                        && result.getThrowable()
                                .map(Throwable::getMessage)
                                .filter(message -> !message.startsWith("own "))
                                .isPresent());
    }

    private static String id(TestDescriptor node) {
        return node.getUniqueId().toString();
    }
}
