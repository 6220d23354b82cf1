package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** JaCoCo's reports. What differs between two plain runs already (random numbers, the clock) is said, and left out. */
@Command(
        name = "coverage",
        description =
                "JaCoCo's coverage, plain and over two sandboxes, must be the same: every class, line and branch.")
final class CoverageCommand implements Callable<Integer> {
    private static final String JACOCO = "org.jacoco:jacoco-maven-plugin:0.8.13:prepare-agent";
    private static final String OFFLINE = "torture-offline";
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

    @Parameters(
            arity = "0..*",
            paramLabel = "PROJECT",
            description = "torture, torture-offline, or a suite of suites.yaml (torture).")
    private List<String> projects = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each run of Maven (600).")
    private int timeout = Options.SECONDS;

    /** The tests of projects of ours. */
    record Selections(List<String> torture) {}

    /** One project, and where its runs leave what they covered. */
    private record Covered(
            Program program, boolean offline, List<String> selection, String reports, Path out, Path classes) {

        Coverage run(String name, List<String> how) throws IOException, InterruptedException {
            Path data = out.resolve(name + ".exec");
            Files.deleteIfExists(data);
            List<String> arguments = new ArrayList<>(
                    offline
                            ? List.of(
                                    "test", "-Poffline-coverage", "-Dfurther.arguments=-Djacoco-agent.destfile=" + data)
                            : List.of(
                                    JACOCO, "test", "-Djacoco.propertyName=jacoco.agent", "-Djacoco.destFile=" + data));
            arguments.addAll(List.of("-Dreports=" + reports + name, "-Dmaven.test.failure.ignore=true"));
            arguments.addAll(selection);
            arguments.addAll(how);
            program.prepare(out.resolve(name + ".log"), arguments);
            Coverage coverage = Coverage.read(data, classes);
            System.out.printf("%-12s %s%n", name, coverage.totals());
            return coverage;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Verdict worst = Verdict.SAME;
        for (String project : projects.isEmpty() ? List.of("torture") : projects) {
            System.out.println(project);
            worst = worst.or(compare(
                    project.equals("torture") || project.equals(OFFLINE)
                            ? torture(project, project.equals(OFFLINE))
                            : suite(project)));
        }
        return worst.exitCode;
    }

    private Covered torture(String name, boolean offline) {
        Path project = Main.HERE.resolve("torture");
        List<String> selection = Rows.read("coverage.yaml", Selections.class).torture();
        return new Covered(
                program(project),
                offline,
                selection,
                "coverage/" + name + "/",
                project.resolve("target/coverage").resolve(name),
                project.resolve("target/classes"));
    }

    /** The library's classes, covered by its own tests. */
    private Covered suite(String name) throws IOException, InterruptedException {
        Path project = Main.HERE.resolve("suites");
        Path out = project.resolve("target/coverage").resolve(name);
        Path library = out.resolve("library");
        program(project)
                .prepare(
                        out.resolve("copy.log"),
                        List.of(
                                COPY,
                                "-Dsuite=" + name,
                                "-DincludeArtifactIds=" + name,
                                "-DincludeTypes=jar",
                                "-DexcludeClassifiers=tests",
                                "-DoutputDirectory=" + library));
        return new Covered(program(project), false, List.of("-Dsuite=" + name), "coverage/" + name + "/", out, library);
    }

    private Program program(Path project) {
        return new Program(project, Map.of(), Duration.ofSeconds(timeout));
    }

    private static Verdict compare(Covered covered) throws IOException, InterruptedException {
        Coverage plain = covered.run("plain", List.of());
        Set<String> unsteady = new HashSet<>(plain.sourcesUnlike(covered.run("plain-again", List.of())));
        Coverage forkd = covered.run("forkd", List.of("-Pforkd", "-Dn=2"));
        List<String> differences = plain.unlike(forkd);
        List<String> unexpected = differences.stream()
                .filter(line -> !unsteady.contains(Coverage.source(line)))
                .toList();
        System.out.println("sources that differ between plain runs: " + unsteady.size()
                + "; lines that differ in forkd: " + differences.size() + ", in other sources: " + unexpected.size());
        Line.show(unexpected, System.out, "", Line.MAX);
        return unexpected.isEmpty() ? Verdict.SAME : Verdict.DIFFERENT;
    }
}
