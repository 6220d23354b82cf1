package dev.forkd.compatibility;

import dev.forkd.reports.CompareReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How what a run left differs from what the plain one left. */
final class Differences {
    private static final Pattern TOTALS = Pattern.compile("\\d+ tests in A, (\\d+) tests in B, differences: (\\d+)");

    private final RunFiles plain;
    private final RunFiles other;
    private final List<String> lines = new ArrayList<>();
    private int tests;
    private int inReports;

    private Differences(RunFiles plain, RunFiles other) {
        this.plain = plain;
        this.other = other;
    }

    static Differences between(RunFiles plain, RunFiles other) throws IOException {
        Differences found = new Differences(plain, other);
        found.reports();
        found.otherReports();
        String out = plain.out().toString();
        TextDiff.of(plain.maven().results(out), other.maven().results(out))
                .forEach(line -> found.lines.add("console " + line));
        found.published();
        return found;
    }

    int tests() {
        return tests;
    }

    int inReports() {
        return inReports;
    }

    List<String> lines() {
        return Collections.unmodifiableList(lines);
    }

    private void reports() throws IOException {
        SortedSet<Path> directories = plain.reportDirectories();
        directories.addAll(other.reportDirectories());
        for (Path directory : directories) {
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            PrintStream to = new PrintStream(told, true, StandardCharsets.UTF_8);
            String a = plain.directory().resolve(directory).toString();
            String b = other.directory().resolve(directory).toString();
            CompareReports.run(List.of("--full", "--all", a, b), to, to);
            told.toString(StandardCharsets.UTF_8).lines().forEach(this::reported);
        }
    }

    private void reported(String line) {
        Matcher totals = TOTALS.matcher(line);
        if (totals.matches()) {
            tests += Integer.parseInt(totals.group(1));
            inReports += Integer.parseInt(totals.group(2));
        } else {
            lines.add(line);
        }
    }

    private void otherReports() throws IOException {
        SortedSet<Path> files = plain.otherReports();
        files.addAll(other.otherReports());
        bothHave(plain.directory(), other.directory(), files, file -> TextDiff.of(
                        Latin1.lines(plain.directory().resolve(file)),
                        Latin1.lines(other.directory().resolve(file)))
                .forEach(line -> lines.add(file + " " + line)));
    }

    /** What tests published beside the reports. */
    private void published() throws IOException {
        Path a = plain.directory().resolve("published");
        Path b = other.directory().resolve("published");
        SortedSet<Path> files = Directories.files(a, ".*");
        if (!files.isEmpty()) {
            files.addAll(Directories.files(b, ".*"));
            List<Path> differing = new ArrayList<>();
            bothHave(a, b, files, differing::add);
            for (Path file : differing) {
                if (Files.mismatch(a.resolve(file), b.resolve(file)) >= 0) {
                    lines.add("published " + file + ": differs");
                }
            }
        }
    }

    private void bothHave(Path a, Path b, SortedSet<Path> files, Consumer<Path> then) {
        for (Path file : files) {
            if (!Files.exists(a.resolve(file)) || !Files.exists(b.resolve(file))) {
                lines.add(file + ": only in " + (Files.exists(a.resolve(file)) ? plain : other).name());
            } else {
                then.accept(file);
            }
        }
    }
}
