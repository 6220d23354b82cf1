package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything that Maven can be told about which tests run, in which order and on which JVM. */
@Command(
        name = "controls",
        description = "Compares over what Surefire and Failsafe can be told, by the rows of controls.yaml.")
final class ControlsCommand implements Callable<Integer> {
    private static final String FORMAT = "%-28s %7s %11s %8s%n";
    private static final String JDK = "${jdk}";
    private static final int OTHER_JDK = 25;
    private static final int SHOWN = 10;

    @Parameters(index = "0", defaultValue = ".*", description = "Chooses among the rows by name.")
    private Pattern pattern = Pattern.compile(".*");

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Further arguments of Maven.")
    private List<String> further = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each run of Maven (180).")
    private int timeout = 180;

    private final Controls controls = Rows.read("controls.yaml", Controls.class);
    private final Map<String, String> values = new HashMap<>(Map.of("here", Main.HERE.toString()));
    private Verdict worst = Verdict.SAME;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Jdks.here().home(OTHER_JDK).ifPresent(home -> values.put("jdk", home.toString()));
        System.out.printf(Locale.ROOT, FORMAT, "control", "tests", "unexpected", "seconds");
        for (var project : controls.projects().entrySet()) {
            for (var row : project.getValue().entrySet()) {
                if (pattern.matcher(row.getKey()).find()) {
                    run(Main.HERE.resolve(project.getKey()), row.getKey(), row.getValue());
                }
            }
        }
        return worst.exitCode;
    }

    private void run(Path project, String name, List<String> row) throws IOException, InterruptedException {
        if (!values.containsKey("jdk") && row.stream().anyMatch(word -> word.contains(JDK))) {
            System.out.printf(Locale.ROOT, "%-28s NOT RUN: no JDK %d here%n", name, OTHER_JDK);
            return;
        }
        List<String> arguments = new ArrayList<>(
                List.of(project.toString(), "--timeout", Integer.toString(timeout), "-Dfurther.skip=true"));
        arguments.addAll(Rows.complete(row, controls.several(), values));
        arguments.addAll(further);
        Options options = Options.parse(arguments);
        options.environment.put("JAVA_HOME_" + OTHER_JDK, values.getOrDefault("jdk", ""));
        forgetEarlierResults(project);
        Comparison comparison = new Comparison(options);
        List<Line> lines = new ArrayList<>();
        Verdict verdict = comparison.run(lines::add);
        forgetEarlierResults(project);
        Line last = lines.get(lines.size() - 1);
        if (lines.size() == 2 && noTestsAlike(comparison)) {
            // The right answer to some questions; both runs must give it.
            verdict = Verdict.SAME;
            last = new Line(last.run(), new Line.Cells("0", "0", "0"), last.seconds(), List.of());
        }
        long seconds = lines.stream().mapToLong(Line::seconds).sum();
        System.out.printf(
                Locale.ROOT, FORMAT, name, last.cells().tests(), last.cells().unexpected(), seconds);
        last.explain(System.out, "    ", SHOWN);
        worst = worst.or(verdict);
    }

    /** Whether neither run had a test, and both builds ended in the same way and, if they failed, for the same reason. */
    private static boolean noTestsAlike(Comparison comparison) throws IOException {
        RunFiles plain = comparison.plain();
        RunFiles other = comparison.distributed(2);
        return plain.reports().isEmpty()
                && other.reports().isEmpty()
                && !plain.maven().ending().isEmpty()
                && plain.maven().ending().equals(other.maven().ending());
    }

    /** Orders by earlier results must not see those of earlier rows. */
    private static void forgetEarlierResults(Path project) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(project, ".surefire-*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
