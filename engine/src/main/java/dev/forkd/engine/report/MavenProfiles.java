package dev.forkd.engine.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The profiles that a Maven build was started with, because the engine's dependency may be in one of them. */
final class MavenProfiles {

    private static final Pattern OPTION =
            Pattern.compile("(?:^|\\s)(?:-P\\s?|--activate-profiles[=\\s])([\\w.,+!?-]+)(?=\\s|$)");

    private MavenProfiles() {}

    /**
     * Extracts the profiles from the command line that Maven's script passes on.
     *
     * @param commandLine the value of MAVEN_CMD_LINE_ARGS, in which arguments are joined by blanks
     * @return options for a command, each preceded by a blank
     */
    static String optionsIn(String commandLine) {
        Matcher options = OPTION.matcher(commandLine);
        return options.results()
                .map(found ->
                        " -P" + (found.group(1).matches(".*[!?].*") ? "'" + found.group(1) + "'" : found.group(1)))
                .collect(Collectors.joining());
    }
}
