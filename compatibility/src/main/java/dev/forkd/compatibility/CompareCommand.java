package dev.forkd.compatibility;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One project. */
@Command(
        name = "compare",
        description = "Runs a project plainly and across sandboxes, and compares the reports in full.")
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private Options options = new Options();

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(Line.header());
        return new Comparison(options)
                .run(line -> {
                    System.out.println(line.row());
                    line.explain(System.out, "", Line.MAX);
                })
                .exitCode;
    }
}
