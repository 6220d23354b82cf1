package dev.forkd.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Maven says at the end of a build. */
record MavenLog(List<String> lines) {
    private static final Pattern ENDING = Pattern.compile("\\[[A-Z]*] (BUILD [A-Z]*|Failed to execute goal .*)");
    private static final int SHOWN_ERRORS = 5;

    MavenLog {
        lines = List.copyOf(lines);
    }

    /**
     * "Results:" in any order of the classes, and why the build failed.
     *
     * @param out the directory in which reports are; where exactly is left out
     */
    List<String> results(String out) {
        List<String> results = new ArrayList<>(
                sections(line -> line.startsWith("[INFO] Results:"), line -> line.contains("Tests run:")));
        results.sort(null);
        Pattern reports = Pattern.compile(Pattern.quote(out) + "/[^/ ]+");
        sections(line -> line.startsWith("[ERROR] Failed to execute goal"), line -> line.matches("\\[ERROR] *"))
                .forEach(line -> results.add(reports.matcher(line).replaceAll("REPORTS")));
        return results;
    }

    /** How the build ended and, if it failed, why. */
    List<String> ending() {
        return lines.stream()
                .map(ENDING::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    List<String> firstErrors() {
        return lines.stream()
                .filter(line -> line.startsWith("[ERROR]"))
                .limit(SHOWN_ERRORS)
                .toList();
    }

    private List<String> sections(Predicate<String> first, Predicate<String> last) {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            boolean begins = !inside && first.test(line);
            if (inside || begins) {
                found.add(line);
                inside = begins || !last.test(line);
            }
        }
        return found;
    }
}
