package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The user who runs the build; tests must find the same user in a sandbox.
 *
 * @param user user id; -1 if the system has none
 * @param group id of the user's group; -1 if the system has none
 * @param name name of the user
 * @param home home directory
 */
record Builder(int user, int group, String name, String home) {

    static Builder here() {
        return new Builder(
                number("unix:uid"),
                number("unix:gid"),
                System.getProperty("user.name", "forkd"),
                System.getProperty("user.home", "/"));
    }

    private static int number(String attribute) {
        try {
            return Files.getAttribute(Path.of("/proc/self"), attribute) instanceof Integer number ? number : -1;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return -1;
        }
    }
}
