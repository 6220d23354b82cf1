package dev.forkd.engine.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who called an engine here: the Launcher and whoever called that. In a sandbox that is another Launcher and our
 * worker; a stack trace that reaches so far down must show what it would have shown here.
 *
 * @param discovery the frames below an engine during discovery
 * @param execution the frames below an engine during execution
 */
public record HostFrames(List<StackTraceElement> discovery, List<StackTraceElement> execution) {

    private static final String LAUNCHER_PACKAGE = "org.junit.platform.launcher.";
    private static final String WORKER = "dev.forkd.worker.PlanRunner";
    private static final String DISCOVER = "discover";
    private static final String EXECUTE = "execute";

    /**
     * The frames of the current thread from the Launcher down.
     *
     * @return empty when no Launcher runs here
     */
    public static List<StackTraceElement> ofThisThread() {
        StackTraceElement[] stack = Thread.currentThread().getStackTrace();
        for (int i = 0; i < stack.length; i++) {
            if (isLauncher(stack[i])) {
                return List.of(Arrays.copyOfRange(stack, i, stack.length));
            }
        }
        return List.of();
    }

    /**
     * Puts these callers where the sandbox's Launcher and worker are.
     *
     * @param frames a stack trace from a sandbox
     * @return the same as it would be here
     */
    public StackTraceElement[] inPlaceOfTheWorker(List<StackTraceElement> frames) {
        for (int worker = 0; worker < frames.size(); worker++) {
            if (frames.get(worker).getClassName().equals(WORKER)) {
                boolean discovered = frames.get(worker).getMethodName().equals(DISCOVER);
                int engine = lastBefore(worker, frames, discovered ? DISCOVER : EXECUTE);
                List<StackTraceElement> replaced = new ArrayList<>(frames.subList(0, engine + 1));
                replaced.addAll(discovered ? discovery : execution);
                return replaced.toArray(StackTraceElement[]::new);
            }
        }
        return frames.toArray(StackTraceElement[]::new);
    }

    /** An engine's own method is the last of this name that is not the Launcher's. */
    private static int lastBefore(int worker, List<StackTraceElement> frames, String method) {
        for (int i = worker - 1; i >= 0; i--) {
            if (frames.get(i).getMethodName().equals(method) && !isLauncher(frames.get(i))) {
                return i;
            }
        }
        return worker - 1;
    }

    private static boolean isLauncher(StackTraceElement frame) {
        return frame.getClassName().startsWith(LAUNCHER_PACKAGE);
    }
}
