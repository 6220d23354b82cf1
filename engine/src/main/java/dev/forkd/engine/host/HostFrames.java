package dev.forkd.engine.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The stack frames of the Launcher and its callers on this machine. In a sandbox the callers are another Launcher and
 * our worker; stack traces from there must look as if the test had run here.
 *
 * @param discovery the frames below an engine during discovery
 * @param execution the frames below an engine during execution
 */
public record HostFrames(List<StackTraceElement> discovery, List<StackTraceElement> execution) {

    private static final String LAUNCHER_PACKAGE = "org.junit.platform.launcher.";
    private static final String WORKER = "dev.forkd.worker.PlanRunner";
    private static final String GATE = "dev.forkd.worker.StandIn";
    private static final Pattern REFLECTION =
            Pattern.compile("java\\.lang\\.reflect\\.Method|jdk\\.internal\\.reflect\\..*|java\\.lang\\.invoke\\..*");
    private static final Pattern PROXY = Pattern.compile("(.*\\.)?\\$Proxy[0-9]+");
    private static final String DISCOVER = "discover";
    private static final String EXECUTE = "execute";

    /**
     * Returns the current thread's frames, beginning with the Launcher.
     *
     * @return the frames; empty if no Launcher is on the stack
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
     * Replaces the frames of the sandbox's Launcher and worker by those of this machine.
     *
     * @param framesThere a stack trace from a sandbox
     * @return the stack trace as it would be here
     */
    public StackTraceElement[] inPlaceOfTheWorker(List<StackTraceElement> framesThere) {
        List<StackTraceElement> frames = withoutGate(framesThere);
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

    /** Removes the frames of the worker's proxies around units and tests, and of the reflection in between. */
    private static List<StackTraceElement> withoutGate(List<StackTraceElement> frames) {
        List<StackTraceElement> kept = new ArrayList<>();
        boolean behindGate = false;
        for (StackTraceElement frame : frames) {
            if (frame.getClassName().equals(GATE)) {
                while (!kept.isEmpty() && isReflection(kept.get(kept.size() - 1))) {
                    kept.remove(kept.size() - 1);
                }
                behindGate = true;
            } else {
                if (!behindGate || !PROXY.matcher(frame.getClassName()).matches()) {
                    kept.add(frame);
                }
                behindGate = false;
            }
        }
        return kept;
    }

    private static boolean isReflection(StackTraceElement frame) {
        return REFLECTION.matcher(frame.getClassName()).matches();
    }

    /** Finds the engine's own method: the last one of this name that does not belong to the Launcher. */
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
