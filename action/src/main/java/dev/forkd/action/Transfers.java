package dev.forkd.action;

import dev.forkd.action.run.ControllerAddress;
import dev.forkd.action.run.Exit;
import dev.forkd.action.run.InputException;
import dev.forkd.action.run.Inputs;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Shell;
import dev.forkd.action.transfer.DownloadRun;
import dev.forkd.action.transfer.UploadRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps that upload and download files. They need a controller that outlives the step. */
final class Transfers {
    private final RunEnvironment environment;
    private final Map<String, String> values;

    Transfers(RunEnvironment environment, Map<String, String> values) {
        this.environment = environment;
        this.values = new LinkedHashMap<>(values);
    }

    Exit upload() throws InputException, IOException, InterruptedException {
        boolean prepare = !values.getOrDefault("command", "").isBlank();
        Inputs inputs = checked();
        Path directory =
                environment.workspace().resolve(inputs.text("path").orElse(".")).normalize();
        if (!directory.startsWith(environment.workspace().normalize()) || !Files.isDirectory(directory)) {
            inputs.problem("path", "is no directory of the workspace. Was the repository checked out?");
        }
        return new UploadRun(environment).run(RunSettings.of(inputs, Shell.STRICT), directory, prepare);
    }

    Exit download() throws InputException, IOException, InterruptedException {
        values.put("snapshot_tag", "none");
        Inputs inputs = checked();
        List<String> ids = DownloadRun.ids(inputs.text("sandbox_ids").orElse(""));
        if (ids.isEmpty()) {
            inputs.problem("sandbox_ids", "has no ids. Pass the results of a step with cleanup: false");
        }
        String path = inputs.text("path").orElse("");
        if (path.isEmpty()) {
            inputs.problem("path", "is missing. Name a file or a directory in the sandboxes");
        }
        Path target = environment.workspace().resolve(inputs.text("target").orElse("forkd-files"));
        return new DownloadRun(environment).run(RunSettings.of(inputs, Shell.STRICT), ids, path, target);
    }

    /** Reads the inputs. These steps have no script, and their command is optional. */
    private Inputs checked() {
        values.put("script", "");
        values.putIfAbsent("command", "");
        if (values.getOrDefault("command", "").isBlank()) {
            values.put("command", "true");
        }
        var inputs = new Inputs(values);
        if (inputs.text("url").orElse("").equals(ControllerAddress.LOCAL)) {
            inputs.problem("url", "is local, but the embedded controller ends with its step. Use a running controller");
        }
        return inputs;
    }
}
