package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Versions of JUnit, Surefire and the JDK. */
@Command(
        name = "matrix",
        description = "Compares over versions of JUnit, Surefire and the JDK, by the rows of matrix.yaml.")
final class MatrixCommand implements Callable<Integer> {
    private static final String FORMAT = "%-8s %-9s %-4s %-9s ";
    private static final String FIGURES = "%7s %12s %11s %8s";
    private static final int SHOWN = 8;
    private static final Map<String, Path> PROJECTS = Map.of(
            "features",
            Main.HERE.resolveSibling("examples").resolve("features"),
            "torture",
            Main.HERE.resolve("torture"));

    @Parameters(
            index = "0",
            defaultValue = "fast",
            description = "fast: three cells that differ in everything. all: every cell.")
    private String set = "fast";

    @Parameters(index = "1", defaultValue = ".*", description = "Chooses among them: '^6.*torture$'.")
    private Pattern pattern = Pattern.compile(".*");

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each run of Maven (240).")
    private int timeout = 240;

    private final Matrix matrix = Rows.read("matrix.yaml", Matrix.class);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Verdict worst = Verdict.SAME;
        System.out.println((FORMAT + FIGURES)
                .formatted("JUnit", "Surefire", "JDK", "project", "tests", "differences", "unexpected", "seconds"));
        for (Matrix.Cell cell : matrix.cells(set, pattern)) {
            Optional<Path> jdk = Jdks.here().home(cell.jdk());
            if (jdk.isEmpty()) {
                System.out.println(title(cell) + "NOT RUN: no JDK " + cell.jdk() + " here; JAVA_HOME_" + cell.jdk()
                        + " may say where one is");
            } else {
                Options options = prepare(cell);
                options.environment.put("JAVA_HOME", jdk.get().toString());
                worst = worst.or(new Comparison(options).run(line -> show(cell, line)));
            }
        }
        return worst.exitCode;
    }

    private static String title(Matrix.Cell cell) {
        return FORMAT.formatted(cell.junit(), cell.surefire(), cell.jdk(), cell.project());
    }

    private static void show(Matrix.Cell cell, Line line) {
        Line.Cells cells = line.cells();
        if (line.run().startsWith("n=") || !line.details().isEmpty()) {
            System.out.println(title(cell)
                    + FIGURES.formatted(cells.tests(), cells.differences(), cells.unexpected(), line.seconds()));
            line.explain(System.out, "    ", SHOWN);
        }
    }

    /** Copies the project, without what this JUnit cannot compile. */
    private Options prepare(Matrix.Cell cell) throws IOException {
        Path copy = Main.HERE.resolve("target/matrix").resolve(cell.project());
        Directories.copyProject(PROJECTS.getOrDefault(cell.project(), Path.of(cell.project())), copy);
        List<String> arguments = new ArrayList<>(List.of(
                copy.toString(),
                "--timeout",
                Integer.toString(timeout),
                "--expect",
                Main.HERE.resolve("torture/expected-differences.txt").toString(),
                "-Djunit.version=" + cell.junit(),
                "-Dsurefire.version=" + cell.surefire()));
        for (Matrix.Lacking lacking : matrix.lacking(cell)) {
            for (String source : lacking.without()) {
                Files.delete(copy.resolve(source));
            }
            arguments.addAll(lacking.arguments());
        }
        return Options.parse(arguments);
    }
}
