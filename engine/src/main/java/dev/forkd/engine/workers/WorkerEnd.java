package dev.forkd.engine.workers;

import dev.forkd.client.ExitStatus;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.ThrowableData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Explains to users why a worker has ended, as part of a sentence. */
final class WorkerEnd {

    private static final int MAX_CAUSES = 5;
    /** Hang-up, interrupt and termination: a JVM runs its shutdown hooks then, and exits by itself. */
    private static final Set<Integer> CAUGHT_SIGNALS = Set.of(1, 2, 15);

    private WorkerEnd() {}

    /** By what the worker said itself. */
    static String explain(ThrowableData reason) {
        List<String> texts = new ArrayList<>();
        for (ThrowableData cause = reason; cause != null && texts.size() < MAX_CAUSES; cause = cause.cause()) {
            texts.add(OutputTail.clean(cause.text()));
        }
        String all = String.join("; caused by ", texts);
        return all.contains("BindException")
                ? all
                        + " (sandboxes on one machine share its network: with forkd.per-child-netns=true each has its own)"
                : all;
    }

    /** By how its process ended. */
    static String explain(ExitStatus exit) {
        if (exit instanceof ExitStatus.Exited exited) {
            return "its JVM ended with exit code " + exited.code() + guess(exited.code());
        }
        if (exit instanceof ExitStatus.Signaled signaled) {
            return "its JVM was killed by signal " + signaled.number()
                    + (signaled.number() == 9 ? " (out of memory in the guest?)" : "");
        }
        if (exit instanceof ExitStatus.DeadlineExceeded exceeded) {
            return "it ran longer than " + exceeded.deadline().toDays() + " days";
        }
        if (exit instanceof ExitStatus.Abandoned) {
            return "its supervisor in the guest noticed no poll for a minute and ended it (was the machine overloaded,"
                    + " or did a test change files below FORKD_PROCESS_DIR?)";
        }
        return "its process ended: " + exit;
    }

    private static String guess(int code) {
        if (code == Protocol.EXIT_BROKEN) {
            return " (it could not go on and could not say why; is its temporary directory full? All that tests print"
                    + " goes there; or does a test call System.exit?)";
        }
        return CAUGHT_SIGNALS.contains(code - 128)
                ? " (was signal " + (code - 128) + " sent to it, or does a test call System.exit?)"
                : " (does a test call System.exit?)";
    }
}
