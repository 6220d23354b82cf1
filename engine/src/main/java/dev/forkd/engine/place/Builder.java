package dev.forkd.engine.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who builds: the user that tests must find themselves to be.
 *
 * @param user number of the user; -1 where the system knows none
 * @param group number of the user's group; -1 likewise
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
