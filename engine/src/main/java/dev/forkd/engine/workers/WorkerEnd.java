package dev.forkd.engine.workers;

import dev.forkd.client.ExitStatus;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.ThrowableData;
import java.util.ArrayList;
import java.util.List;

/** Explains to users why a worker has ended, as part of a sentence. */
final class WorkerEnd {

    private static final int MAX_CAUSES = 5;

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
            return "its JVM ended with exit code " + exited.code()
                    + (exited.code() == Protocol.EXIT_BROKEN
                            ? " (it could not go on and could not say why; is its temporary directory full? All that"
                                    + " tests print goes there)"
                            : " (does a test call System.exit?)");
        }
        if (exit instanceof ExitStatus.Signaled signaled) {
            return "its JVM was killed by signal " + signaled.number()
                    + (signaled.number() == 9 ? " (out of memory in the guest?)" : "");
        }
        if (exit instanceof ExitStatus.DeadlineExceeded exceeded) {
            return "it ran longer than " + exceeded.deadline().toDays() + " days";
        }
        return "its process ended: " + exit;
    }
}
