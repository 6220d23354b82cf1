package dev.forkd.engine.host;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Maven Surefire and Failsafe, 3.2.5 to 3.6.1. Their listener keeps the start time of each test in a map, and has a
 * console whose lines appear in no report.
 */
final class SurefireHost implements Host {

    private static final String LISTENER = "org.apache.maven.surefire.junitplatform.RunListenerAdapter";

    private final @Nullable Map<TestIdentifier, Long> startTimes;
    private final @Nullable Map<TestIdentifier, ?> failures;
    private final @Nullable Object console;
    private final @Nullable Method info;

    SurefireHost(
            @Nullable Map<TestIdentifier, Long> startTimes,
            @Nullable Map<TestIdentifier, ?> failures,
            @Nullable Object console) {
        this.startTimes = startTimes;
        this.failures = failures;
        this.console = console;
        this.info = console == null
                ? null
                : ReflectionSupport.findMethod(console.getClass(), "info", String.class)
                        .orElse(null);
    }

    static Optional<Host> find(EngineExecutionListener listener) {
        return ObjectSearch.find(listener, LISTENER).map(SurefireHost::of);
    }

    /** The stream that captures what tests print writes to the listener. */
    static Optional<Host> behind(PrintStream captured) {
        return Optional.ofNullable(ObjectSearch.read(captured, "target"))
                .filter(target -> target.getClass().getName().equals(LISTENER))
                .map(SurefireHost::of);
    }

    @SuppressWarnings("unchecked") // The field's declared type in every version from 3.2.5 to 3.6.1.
    private static Host of(Object adapter) {
        Object times = ObjectSearch.read(adapter, "testStartTime");
        Object failures = ObjectSearch.read(adapter, "failures");
        Object console = ObjectSearch.read(adapter, "runListener");
        return new SurefireHost(
                times instanceof Map<?, ?> map ? (Map<TestIdentifier, Long>) map : null,
                failures instanceof Map<?, ?> map ? (Map<TestIdentifier, ?>) map : null,
                console);
    }

    @Override
    public void say(String line) {
        print(Host.lines(line));
    }

    private void print(String text) {
        if (info != null && console != null) {
            ReflectionSupport.invokeMethod(info, console, text);
        }
    }

    /** Draws through the same console as lines, so that Maven prints everything in order. */
    @Override
    public Optional<LiveArea> liveArea(boolean wanted) {
        return info == null || hindrance().isPresent()
                ? Optional.empty()
                : new TerminalSearch()
                        .ofMaven(ProcessHandle.current().pid(), wanted)
                        .map(terminal -> new TerminalArea(this::print, true, new TerminalWidth(terminal)));
    }

    @Override
    public boolean endsBlocksWithLines() {
        return true;
    }

    @Override
    public boolean runsIntegrationTests() {
        return SurefireFork.ofThisJvm().isFailsafe();
    }

    @Override
    public Optional<String> hindrance() {
        return SurefireFork.ofThisJvm().hindrance();
    }

    /** Without this setting Maven's side takes a test that failed and passed for a failed one. */
    @Override
    public boolean showsReruns() {
        return failures != null && SurefireFork.ofThisJvm().repeatsFailures();
    }

    @Override
    public void forgetFailure(TestDescriptor descriptor) {
        if (failures != null) {
            failures.remove(TestIdentifier.from(descriptor));
        }
    }

    @Override
    public void backDate(TestDescriptor descriptor, long durationMicros) {
        if (startTimes != null) {
            long start = System.currentTimeMillis() - TimeUnit.MICROSECONDS.toMillis(durationMicros);
            startTimes.replace(TestIdentifier.from(descriptor), start);
        }
    }
}
