package dev.forkd.engine.report;

import dev.forkd.engine.place.BuildRoot;
import dev.forkd.engine.report.RunData.Again;
import dev.forkd.engine.report.RunData.SandboxData;
import dev.forkd.engine.report.RunData.Stay;
import dev.forkd.engine.report.RunData.UnitData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes commands that repeat what one sandbox ran: in one sandbox, with the same order, number and seed, or in process,
 * where the build tool orders the classes.
 */
final class Reproduction {

    private static final int MAX_CLASSES_SHOWN = 10;
    private static final int MAX_SANDBOXES_SHOWN = 3;

    private final ReportDirectory directory;
    private final IntFunction<String> repeat;
    private final boolean integrationTests;
    private final String profiles;

    /**
     * Prepares the commands.
     *
     * @param repeat the setting that repeats the sandbox with this number
     */
    Reproduction(ReportDirectory directory, IntFunction<String> repeat, boolean integrationTests, String profiles) {
        this.directory = directory;
        this.repeat = repeat;
        this.integrationTests = integrationTests;
        this.profiles = profiles;
    }

    /** Returns the run with the commands added to the last sandbox of each slot in which something failed. */
    RunData addTo(RunData run) {
        List<SandboxData> sandboxes = new ArrayList<>();
        for (int i = 0; i < run.sandboxes().size(); i++) {
            SandboxData sandbox = run.sandboxes().get(i);
            boolean last = run.sandboxes().subList(i + 1, run.sandboxes().size()).stream()
                    .noneMatch(later -> later.index() == sandbox.index());
            boolean failed = unitsOf(run, sandbox.index()).stream().anyMatch(unit -> unit.failed() > 0);
            sandboxes.add(
                    last && failed
                            ? sandbox.with(again(run, sandbox.index(), classesOf(unitsOf(run, sandbox.index()))))
                            : sandbox);
        }
        return run.with(sandboxes);
    }

    /** Returns the commands for the console, of a few sandboxes and short enough to be read. */
    List<String> lines(RunData run) {
        List<Integer> failed = run.sandboxes().stream()
                .filter(sandbox -> sandbox.again() != null)
                .map(SandboxData::index)
                .toList();
        List<String> lines = new ArrayList<>();
        failed.stream()
                .limit(MAX_SANDBOXES_SHOWN)
                .flatMap(index -> Stream.ofNullable(shortened(run, index)))
                .flatMap(String::lines)
                .forEach(lines::add);
        if (failed.size() > MAX_SANDBOXES_SHOWN) {
            lines.add("the report has the commands for what failed in "
                    + Texts.count(failed.size() - MAX_SANDBOXES_SHOWN, "further sandbox", "further sandboxes"));
        }
        return lines;
    }

    private @Nullable String shortened(RunData run, int index) {
        List<UnitData> units = unitsOf(run, index);
        List<String> classes = classesOf(units);
        boolean all = classes.size() <= MAX_CLASSES_SHOWN;
        if (!all) {
            classes = classesOf(units.stream()
                    .filter(unit -> unit.failed() > 0)
                    .limit(MAX_CLASSES_SHOWN)
                    .toList());
        }
        Again commands = again(run, index, classes);
        if (commands == null) {
            return null;
        }
        String what = all
                ? "what sandbox " + index + " ran"
                : "what failed in sandbox " + index + " (the report has the command for all that it ran)";
        return "again in one sandbox, " + what + ": " + commands.inSandbox() + "\nagain in process: "
                + commands.inProcess() + " (the build tool orders the classes then)";
    }

    private static List<UnitData> unitsOf(RunData run, int index) {
        return run.units().stream()
                .filter(unit -> staysOf(unit).anyMatch(stay -> stay == index))
                .sorted(Comparator.comparingDouble(unit -> unit.start() == null ? 0 : unit.start()))
                .toList();
    }

    private static Stream<Integer> staysOf(UnitData unit) {
        return Stream.concat(
                Stream.ofNullable(unit.sandbox()), unit.earlier().stream().map(Stay::sandbox));
    }

    /** The names of the units that are classes; a build tool cannot run other units of engines by name. */
    private static List<String> classesOf(List<UnitData> units) {
        return units.stream()
                .map(UnitData::className)
                .flatMap(Stream::ofNullable)
                .filter(name -> name.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c)))
                .distinct()
                .toList();
    }

    private @Nullable Again again(RunData run, int index, List<String> classes) {
        if (classes.isEmpty()) {
            return null;
        }
        String setting = quoted(repeat.apply(index));
        return directory.isOfGradle() ? gradle(run, setting, classes) : maven(run, setting, classes);
    }

    /** A path may have blanks and worse, and the command is meant to be pasted into a shell. */
    private static String quoted(String text) {
        return text.matches("[\\w./:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private Again maven(RunData run, String setting, List<String> classes) {
        String plugin = integrationTests ? "failsafe" : "surefire";
        String command =
                "mvn" + module(plugin) + profiles + (integrationTests ? " verify -Dit.test='" : " test -Dtest='")
                        + String.join(",", classes) + "'" + seed(run);
        return new Again(
                command + " -Dforkd.scope=all -Dforkd.repeat=" + setting
                        + remote(run, " -Dforkd.url=", " -Dforkd.snapshot-tag="),
                command + " -D" + plugin + ".excludeJUnit5Engines=forkd");
    }

    private static Again gradle(RunData run, String setting, List<String> classes) {
        String command = "gradle test"
                + classes.stream().map(name -> " --tests '" + name + "'").collect(Collectors.joining());
        return new Again(
                "FORKD_SCOPE=all FORKD_REPEAT=" + setting + remote(run, " FORKD_URL=", " FORKD_SNAPSHOT_TAG=") + " "
                        + command,
                "FORKD_SCOPE=annotated " + command);
    }

    private static String remote(RunData run, String url, String tag) {
        String controller = run.settings().controller();
        return controller == null || controller.equals("local")
                ? ""
                : url + "'" + controller + "'" + tag + run.settings().snapshotTag();
    }

    private static String seed(RunData run) {
        String seed = run.order().seed();
        boolean random = Stream.of(run.order().classes(), run.order().methods())
                .anyMatch(order -> order != null && order.contains("Random"));
        return random && seed != null && seed.matches("-?\\d{1,19}")
                ? " -Djunit.jupiter.execution.order.random.seed=" + seed
                : "";
    }

    /**
     * The build was usually not started in the module's own directory, and the modules that this one needs are often
     * nowhere but in the build.
     */
    private String module(String plugin) {
        Path project = directory.project();
        Path root = BuildRoot.of(project);
        if (root.equals(project)) {
            return "";
        }
        return " -f " + quoted(root.resolve("pom.xml").toString()) + " -pl "
                + quoted(root.relativize(project).toString()) + " -am -D" + plugin + ".failIfNoSpecifiedTests=false";
    }
}
