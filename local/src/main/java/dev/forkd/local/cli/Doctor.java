package dev.forkd.local.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks this machine, a controller and a project, and reports for each point that it is ok, or what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether tests can be distributed from here: each line is ok or what to do.",
            "The token is read from FORKD_TOKEN. Exit code 1 if something is wrong."
        })
final class Doctor implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--project", paramLabel = "DIR", description = "A Maven project to look at.")
    private @Nullable Path project;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The controller, or several; else FORKD_URL; else the embedded one.")
    private @Nullable String url;

    @Option(names = "--tag", paramLabel = "TAG", description = "The snapshot; else FORKD_SNAPSHOT_TAG.")
    private @Nullable String tag;

    private final Map<String, String> environment;

    Doctor() {
        this(System.getenv());
    }

    Doctor(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        if (project != null) {
            findings.addAll(new ProjectCheck(project).findings());
        }
        MachineCheck machine = new MachineCheck(given(null, "FORKD_CRIU"));
        findings.add(machine.java());
        findings.addAll(new VariableCheck(environment.keySet()).findings());
        Optional<String> controller = given(url, "FORKD_URL").filter(address -> !address.equals("local"));
        if (controller.isPresent()) {
            for (String one : controller.get().split(",", -1)) {
                findings.addAll(ofController(one.strip()));
            }
        } else {
            findings.add(
                    Finding.ok("controller", "the embedded one, because neither --url nor FORKD_URL names another"));
            findings.addAll(machine.sandboxes());
        }
        print(findings);
        return findings.stream().allMatch(Finding::ok) ? 0 : 1;
    }

    private List<Finding> ofController(String address) throws InterruptedException {
        if (address.startsWith("dns+")) {
            return List.of(Finding.ok(
                    "controller",
                    address + " stands for one at each address of a name; to look at one of them, name it with --url"));
        }
        return new ControllerCheck(address, given(null, "FORKD_TOKEN"), given(tag, "FORKD_SNAPSHOT_TAG")).findings();
    }

    private Optional<String> given(@Nullable String option, String variable) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private void print(List<Finding> findings) {
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        findings.forEach(finding -> out.println(finding.line()));
        long wrong = findings.stream().filter(finding -> !finding.ok()).count();
        out.println(wrong == 0 ? "All is well." : wrong + " to mend.");
        out.flush();
    }
}
