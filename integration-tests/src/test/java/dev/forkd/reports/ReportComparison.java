package dev.forkd.reports;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the report comparer as its command line would, for tests in other packages. */
public final class ReportComparison {

    private ReportComparison() {}

    /** Returns what the comparer prints; empty when the two directories report the same. */
    public static String differences(Path a, Path b, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.add(a.toString());
        args.add(b.toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            int code = CompareReports.run(args, out, out);
            out.flush();
            String printed = bytes.toString(StandardCharsets.UTF_8);
            System.out.println(a.getFileName() + " / " + b.getFileName() + ": " + printed.strip());
            return code == CompareReports.SAME ? "" : printed;
        }
    }
}
