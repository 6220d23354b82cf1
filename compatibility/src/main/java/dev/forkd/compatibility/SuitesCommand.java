package dev.forkd.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Published tests of libraries; expected/SUITE.txt lists what differs all the same, with reasons. */
@Command(name = "suites", description = "Compares the published tests of libraries, by the rows of suites.yaml.")
final class SuitesCommand implements Callable<Integer> {
    private static final Path PROJECT = Main.HERE.resolve("suites");

    @Parameters(arity = "0..*", paramLabel = "SUITE", description = "Some of them (all).")
    private List<String> suites = new ArrayList<>();

    @Option(names = "--n", description = "The numbers of sandboxes (1 2 4); 0: once more plainly.")
    private String n = "1 2 4";

    @Option(names = "--resume", description = "Runs that ended before, with the same engine, are not run again.")
    private boolean resume;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each run of Maven (600).")
    private int timeout = Options.SECONDS;

    /**
     * What is run.
     *
     * @param left behind by one class of tests and needed by others: a class alone fails plainly too
     */
    record Suites(List<String> names, String left) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suites rows = Rows.read("suites.yaml", Suites.class);
        Path left = PROJECT.resolve(rows.left());
        Files.createDirectories(left.getParent());
        Files.write(left, new byte[0]);
        System.out.printf(Locale.ROOT, "%-14s %s%n", "suite", Line.header());
        Verdict worst = Verdict.SAME;
        for (String suite : suites.isEmpty() ? rows.names() : suites) {
            Options options = Options.parse(List.of(
                    PROJECT.toString(),
                    "--label",
                    suite,
                    "--n",
                    n,
                    "--timeout",
                    Integer.toString(timeout),
                    "--expect",
                    PROJECT.resolve("expected").resolve(suite + ".txt").toString(),
                    "-Dsuite=" + suite));
            options.resume = resume;
            worst = worst.or(new Comparison(options).run(line -> {
                System.out.printf(Locale.ROOT, "%-14s %s%n", suite, line.row());
                line.explain(System.out, "    ", Line.MAX);
            }));
        }
        return worst.exitCode;
    }
}
