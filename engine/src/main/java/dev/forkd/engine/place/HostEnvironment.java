package dev.forkd.engine.place;

import dev.forkd.engine.configuration.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Selects which environment variables of this process tests see in a sandbox. A sandbox on this machine belongs to the
 * same user and gets all of them. Another machine only gets those that describe the build.
 */
final class HostEnvironment {

    private static final Pattern PLAIN =
            Pattern.compile("LANG|LANGUAGE|LC_\\w+|TZ|CI|CONTINUOUS_INTEGRATION|BUILD_NUMBER"
                    + "|GITHUB_(ACTIONS|REF|REF_NAME|SHA|REPOSITORY|WORKFLOW|RUN_ID|RUN_NUMBER|EVENT_NAME|JOB)"
                    + "|GITLAB_CI|JENKINS_URL|TRAVIS|CIRCLECI|TF_BUILD|TEAMCITY_VERSION|BUILDKITE|HOME|USER|LOGNAME");

    private static final Pattern NEVER = Pattern.compile("MAVEN_CMD_LINE_ARGS|.*_OPTS|.*_OPTIONS");

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(password|passphrase|passwd|secret|token|credential|private|(^|[._-])key([._-]|$)|api_?key).*");

    private HostEnvironment() {}

    static Map<String, String> withoutSettings(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>(environment);
        for (Setting setting : Setting.values()) {
            variables.remove(setting.variable());
        }
        return variables;
    }

    /** Returns all values except those that contain the controller's token, which no sandbox may get. */
    static Map<String, String> withoutToken(Map<String, String> values, String token) {
        Map<String, String> kept = new TreeMap<>(values);
        kept.values().removeIf(value -> holds(value, token));
        return kept;
    }

    /**
     * Returns the variables for a remote sandbox.
     *
     * @param environment all variables
     * @param allowed names that the user allows
     * @param ofThisBuild variables that the build set for its tests
     * @param token the controller's token, which no guest may get, whatever the variable's name is
     */
    static Map<String, String> forRemote(
            Map<String, String> environment, NamePatterns allowed, Map<String, String> ofThisBuild, String token) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((name, value) -> {
            boolean named = allowed.allow(name);
            boolean ofTheBuild = value.equals(ofThisBuild.get(name));
            if ((named || PLAIN.matcher(name).matches() || ofTheBuild)
                    && isHarmless(name, value, named, token)
                    && (named || !NEVER.matcher(name).matches())) {
                variables.put(name, value);
            }
        });
        return variables;
    }

    /** Returns the system properties for a remote sandbox. */
    static Map<String, String> propertiesForRemote(Map<String, String> properties, NamePatterns allowed, String token) {
        Map<String, String> handed = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (isHarmless(name, value, allowed.allow(name), token)) {
                handed.put(name, value);
            }
        });
        return handed;
    }

    /** Returns the JVM arguments for a remote sandbox. A property among them is treated like other properties. */
    static List<String> argumentsForRemote(List<String> arguments, NamePatterns allowed, String token) {
        List<String> handed = new ArrayList<>();
        for (String argument : arguments) {
            String[] parts = argument.startsWith("-D") ? argument.substring(2).split("=", 2) : new String[0];
            String value = parts.length > 1 ? parts[1] : "";
            if (parts.length == 0
                    ? !holds(argument, token)
                    : isHarmless(parts[0], value, allowed.allow(parts[0]), token)) {
                handed.add(argument);
            }
        }
        return handed;
    }

    private static boolean isHarmless(String name, String value, boolean named, String token) {
        return !holds(value, token) && (named || !SECRET.matcher(name).matches());
    }

    private static boolean holds(String value, String token) {
        return !token.isEmpty() && value.contains(token);
    }
}
