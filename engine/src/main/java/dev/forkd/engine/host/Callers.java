package dev.forkd.engine.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who called this JVM's Launcher. In a sandbox that is our worker; a stack trace that reaches so far down must
 * show what it would have shown here.
 *
 * @param discovery the frames below the Launcher during discovery
 * @param execution the frames below the Launcher during execution
 */
public record Callers(List<StackTraceElement> discovery, List<StackTraceElement> execution) {

    private static final String LAUNCHER_PACKAGE = "org.junit.platform.launcher.";
    private static final String WORKER = "dev.forkd.worker.BatchRunner";
    private static final String DISCOVERY = "discover";

    /**
     * The frames of the current thread below the Launcher.
     *
     * @return possibly empty
     */
    public static List<StackTraceElement> ofTheLauncher() {
        StackTraceElement[] stack = Thread.currentThread().getStackTrace();
        int last = stack.length - 1;
        while (last >= 0 && !stack[last].getClassName().startsWith(LAUNCHER_PACKAGE)) {
            last--;
        }
        return last < 0 ? List.of() : List.of(Arrays.copyOfRange(stack, last + 1, stack.length));
    }

    /**
     * Puts these callers where the worker's own frames are.
     *
     * @param frames a stack trace from a sandbox
     * @return the same as it would be here
     */
    public StackTraceElement[] inPlaceOfTheWorker(List<StackTraceElement> frames) {
        for (int i = 0; i < frames.size(); i++) {
            StackTraceElement frame = frames.get(i);
            if (frame.getClassName().equals(WORKER)) {
                List<StackTraceElement> replaced = new ArrayList<>(frames.subList(0, i));
                replaced.addAll(frame.getMethodName().equals(DISCOVERY) ? discovery : execution);
                return replaced.toArray(StackTraceElement[]::new);
            }
        }
        return frames.toArray(StackTraceElement[]::new);
    }
}
