package dev.forkd.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostFramesTests {

    private static final String LAUNCHER = "org.junit.platform.launcher.core.DefaultLauncher";
    private static final String WORKER = "dev.forkd.worker.PlanRunner";

    private final HostFrames callers = new HostFrames(
            List.of(frame(LAUNCHER, "here"), frame("Finder", "main")),
            List.of(frame(LAUNCHER, "here"), frame("Runner", "main")));

    @Test
    void whoever_called_the_engine_here_stands_where_the_launcher_and_the_worker_stood() {
        assertThat(callers.inPlaceOfTheWorker(List.of(
                        frame("Test", "test"),
                        frame("Engine", "execute"),
                        frame(LAUNCHER, "execute"),
                        frame(WORKER, "execute"),
                        frame("Worker", "main"))))
                .containsExactly(
                        frame("Test", "test"),
                        frame("Engine", "execute"),
                        frame(LAUNCHER, "here"),
                        frame("Runner", "main"));
    }

    @Test
    void a_failure_of_discovery_ends_with_the_callers_of_discovery() {
        assertThat(callers.inPlaceOfTheWorker(List.of(
                        frame("Builder", "build"),
                        frame("Engine", "discover"),
                        frame(LAUNCHER, "discover"),
                        frame(WORKER, "discover"))))
                .containsExactly(
                        frame("Builder", "build"),
                        frame("Engine", "discover"),
                        frame(LAUNCHER, "here"),
                        frame("Finder", "main"));
    }

    @Test
    void a_launcher_that_a_test_runs_itself_stays() {
        List<StackTraceElement> ofTheTest = List.of(
                frame("Inner", "test"),
                frame("Engine", "execute"),
                frame(LAUNCHER, "execute"),
                frame("Test", "test"),
                frame("Engine", "execute"));

        assertThat(callers.inPlaceOfTheWorker(Stream.concat(
                                ofTheTest.stream(), Stream.of(frame(LAUNCHER, "execute"), frame(WORKER, "execute")))
                        .toList()))
                .startsWith(ofTheTest.toArray(StackTraceElement[]::new))
                .endsWith(frame(LAUNCHER, "here"), frame("Runner", "main"))
                .hasSize(7);
    }

    @Test
    void the_proxy_before_a_unit_is_not_seen_but_the_tests_own_reflection_is() {
        List<StackTraceElement> before = List.of(
                frame("Test", "test"), frame("java.lang.reflect.Method", "invoke"), frame("ClassDescriptor", "around"));
        List<StackTraceElement> gate = List.of(
                frame("jdk.internal.reflect.DirectMethodHandleAccessor", "invoke"),
                frame("java.lang.reflect.Method", "invoke"),
                frame("dev.forkd.worker.StandIn", "invoke"),
                frame("jdk.proxy2.$Proxy11", "around"));

        assertThat(callers.inPlaceOfTheWorker(Stream.of(before, gate, List.of(frame("Task", "run")))
                        .flatMap(List::stream)
                        .toList()))
                .containsExactly(before.get(0), before.get(1), before.get(2), frame("Task", "run"));
    }

    @Test
    void a_stack_without_the_worker_stays_as_it_is() {
        List<StackTraceElement> own = List.of(frame("Test", "run"), frame("java.lang.Thread", "run"));

        assertThat(callers.inPlaceOfTheWorker(own)).containsExactlyElementsOf(own);
    }

    @Test
    void the_callers_of_this_thread_begin_with_the_launcher() {
        assertThat(HostFrames.ofThisThread()).first().satisfies(frame -> assertThat(frame.getClassName())
                .startsWith("org.junit.platform.launcher."));
    }

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, null, 1);
    }
}
