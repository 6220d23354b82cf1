package dev.forkd.engine.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.worker.listeners.ProjectListeners;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** With the real Launcher, and two engines that only tell: one with our id, one with another. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class HostListenersTests {

    private static final List<String> TOLD = new ArrayList<>();

    @TempDir
    private Path directory;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void register() throws IOException {
        TOLD.clear();
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(TestExecutionListener.class.getName()),
                Told.class.getName() + "\n" + Unwanted.class.getName() + "\n");
        URL[] path = {directory.toUri().toURL()};
        Thread.currentThread().setContextClassLoader(new URLClassLoader(path, before));
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
        System.clearProperty(ProjectListeners.DEACTIVATE);
    }

    @Test
    void of_what_runs_in_sandboxes_nothing_is_told() {
        run(new Telling("forkd", List.of("A")), new Telling("other", List.of()));

        assertThat(TOLD).isEmpty();
    }

    @Test
    void of_what_runs_here_beside_sandboxes_everything_is_told_and_nothing_else() {
        run(new Telling("forkd", List.of("A")), new Telling("other", List.of("B")));

        assertThat(TOLD)
                .containsExactly(
                        "plan+",
                        "+[engine:other]",
                        "registered [engine:other]/[class:B]/[late:1]",
                        "+[engine:other]/[class:B]",
                        "-[engine:other]/[class:B]",
                        "-[engine:other]",
                        "plan-");
    }

    @Test
    void where_nothing_is_claimed_a_listener_hears_what_the_launcher_tells() {
        run(new Telling("forkd", List.of()), new Telling("other", List.of("B")));

        assertThat(TOLD).contains("plan+", "+[engine:forkd]", "+[engine:other]/[class:B]", "plan-");
        assertThat(TOLD).doesNotHaveDuplicates();
    }

    @Test
    void what_the_user_deactivated_stays_so_and_the_property_is_as_it_was() {
        String pattern = "*Told";
        System.setProperty(ProjectListeners.DEACTIVATE, pattern);

        run(new Telling("forkd", List.of()), new Telling("other", List.of("B")));

        assertThat(TOLD).isEmpty();
        assertThat(System.getProperty(ProjectListeners.DEACTIVATE)).isEqualTo(pattern);
    }

    @Test
    void workers_are_not_told_what_is_deactivated_on_the_host_only() {
        HostListeners listeners = new HostListeners();

        assertThat(System.getProperty(ProjectListeners.DEACTIVATE)).contains(Told.class.getName());
        assertThat(PropertySnapshot.now().values()).doesNotContainKey(ProjectListeners.DEACTIVATE);

        System.setProperty(ProjectListeners.DEACTIVATE, "mine");
        new HostListeners();
        assertThat(PropertySnapshot.now().values()).containsEntry(ProjectListeners.DEACTIVATE, "mine");
        assertThat(listeners).isNotNull();
    }

    private static void run(TestEngine... engines) {
        LauncherConfig config = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(engines)
                .build();
        try (LauncherSession session = LauncherFactory.openSession(config)) {
            session.getLauncher()
                    .execute(LauncherDiscoveryRequestBuilder.request().build());
        }
    }

    /** Registered as a service. */
    public static final class Told implements TestExecutionListener {

        /** Made by the Launcher; old ones make it even where it is deactivated. */
        public Told() {}

        @Override
        public void testPlanExecutionStarted(TestPlan plan) {
            TOLD.add("plan+");
        }

        @Override
        public void testPlanExecutionFinished(TestPlan plan) {
            TOLD.add("plan-");
        }

        @Override
        public void dynamicTestRegistered(TestIdentifier test) {
            TOLD.add("registered " + test.getUniqueId());
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            TOLD.add("+" + test.getUniqueId());
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            TOLD.add("-" + test.getUniqueId());
        }
    }

    /** Registered as a service; breaks what it can. */
    public static final class Unwanted implements TestExecutionListener {

        /** Made by the Launcher. */
        public Unwanted() {}

        @Override
        public void executionStarted(TestIdentifier test) {
            throw new IllegalStateException("takes nothing from the others");
        }
    }

    /** Its units have ids of the other engine, as after a graft. */
    private record Telling(String id, List<String> classes) implements TestEngine {

        @Override
        public String getId() {
            return id;
        }

        @Override
        public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
            EngineDescriptor root = new EngineDescriptor(uniqueId, id);
            for (String type : classes) {
                root.addChild(new Leaf(UniqueId.forEngine("other").append("class", type)));
            }
            return root;
        }

        @Override
        public void execute(ExecutionRequest request) {
            EngineExecutionListener listener = request.getEngineExecutionListener();
            TestDescriptor root = request.getRootTestDescriptor();
            listener.executionStarted(root);
            for (TestDescriptor child : root.getChildren()) {
                TestDescriptor late = new Leaf(child.getUniqueId().append("late", "1"));
                child.addChild(late);
                listener.dynamicTestRegistered(late);
                listener.executionStarted(child);
                listener.executionFinished(child, TestExecutionResult.successful());
            }
            listener.executionFinished(root, TestExecutionResult.successful());
        }
    }

    private static final class Leaf extends AbstractTestDescriptor {

        Leaf(UniqueId id) {
            super(id, "leaf");
        }

        @Override
        public Type getType() {
            return Type.CONTAINER_AND_TEST;
        }
    }
}
