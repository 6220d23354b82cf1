package dev.forkd.action;

import dev.forkd.action.run.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe the sandboxes; their names are those of the Action's inputs. */
final class ControllerOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:FORKD_URL:-local}",
            description = "The controller, or local for processes of this machine (${DEFAULT-VALUE}).")
    private String url = "local";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the controller's token; else FORKD_TOKEN is used.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--snapshot-tag",
            paramLabel = "TAG",
            defaultValue = "${env:FORKD_SNAPSHOT_TAG:-}",
            description = "The snapshot to fork from.")
    private String snapshotTag = "";

    @Option(names = "--n", paramLabel = "N", defaultValue = "1", description = "How many sandboxes (${DEFAULT-VALUE}).")
    private String n = "1";

    @Option(
            names = "--index",
            paramLabel = "I",
            description = "Run only this one of the n shards, from 0, in a single sandbox: to see again what one did.")
    private @Nullable String index;

    @Option(names = "--per-child-netns", description = "Give each sandbox a network namespace of its own.")
    private boolean perChildNetns;

    @Option(
            names = "--memory-limit-mib",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "Limit on each sandbox's memory (${DEFAULT-VALUE}).")
    private String memoryLimitMib = "256";

    @Option(names = "--prewarm", description = "Take a throw-away snapshot of each sandbox first.")
    private boolean prewarm;

    @Option(
            names = "--exec-timeout-secs",
            paramLabel = "S",
            defaultValue = "300",
            description = "How long one command may run (${DEFAULT-VALUE}).")
    private String execTimeoutSecs = "300";

    @Option(names = "--ignore-failures", description = "Exit with 0 although commands failed.")
    private boolean ignoreFailures;

    @Option(names = "--keep", description = "Do not delete the sandboxes.")
    private boolean keep;

    private ControllerOptions() {}

    static ControllerOptions standard() {
        return new ControllerOptions();
    }

    /** Returns the values under the names of the Action's inputs, so that the same code checks both. */
    Map<String, String> inputs() throws IOException, InputException {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("url", url);
        String token = tokenFile == null ? System.getenv("FORKD_TOKEN") : GivenFile.text("--token-file", tokenFile);
        inputs.put("token", token == null ? "" : token);
        inputs.put("snapshot_tag", snapshotTag);
        inputs.put("n", n);
        inputs.put("index", index == null ? "" : index);
        inputs.put("per_child_netns", Boolean.toString(perChildNetns));
        inputs.put("memory_limit_mib", memoryLimitMib);
        inputs.put("prewarm", Boolean.toString(prewarm));
        inputs.put("exec_timeout_secs", execTimeoutSecs);
        inputs.put("fail_on_nonzero", Boolean.toString(!ignoreFailures));
        inputs.put("cleanup", Boolean.toString(!keep));
        return inputs;
    }
}
