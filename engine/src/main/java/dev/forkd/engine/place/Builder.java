package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The user who runs the build; tests must find the same user in a sandbox.
 *
 * @param user user id; -1 if the system has none
 * @param group id of the user's group; -1 if the system has none
 * @param name name of the user
 * @param home home directory
 * @param umask the permissions that new files do not get, in octal; empty if the system does not tell
 */
record Builder(int user, int group, String name, String home, String umask) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern UMASK = Pattern.compile("Umask:\\s*([0-7]{1,4})");

    static Builder here() {
        return new Builder(
                number("unix:uid"),
                number("unix:gid"),
                System.getProperty("user.name", "forkd"),
                System.getProperty("user.home", "/"),
                umaskHere());
    }

    private static String umaskHere() {
        try (Stream<String> lines = Files.lines(STATUS, ISO_8859_1)) {
            return lines.map(UMASK::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private static int number(String attribute) {
        try {
            return Files.getAttribute(Path.of("/proc/self"), attribute) instanceof Integer number ? number : -1;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return -1;
        }
    }
}
