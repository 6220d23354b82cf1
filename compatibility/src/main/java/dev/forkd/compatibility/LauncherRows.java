package dev.forkd.compatibility;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Launcher is told.
 *
 * @param options of every JVM
 * @param distributed further options of a distributed run
 * @param noise regular expressions of what differs between any two runs, and what is put in its place
 * @param console arguments of the ConsoleLauncher
 * @param rows what the program {@code Events} is told, by name
 */
record LauncherRows(
        List<String> options,
        List<String> distributed,
        Map<String, String> noise,
        List<String> console,
        Map<String, List<String>> rows) {

    List<String> quiet(List<String> lines) {
        return lines.stream().map(this::quiet).toList();
    }

    private String quiet(String line) {
        String quiet = line;
        for (Map.Entry<String, String> it : noise.entrySet()) {
            quiet = Pattern.compile(it.getKey()).matcher(quiet).replaceAll(Matcher.quoteReplacement(it.getValue()));
        }
        return quiet;
    }
}
