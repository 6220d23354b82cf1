package dev.forkd.compatibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Differences that are known: regular expressions, one per line, '#' for comments. After a line '#! REGEX', and up to an
 * empty line, each must be there whenever a test CLASS#NAME that the REGEX finds has run.
 */
record Expected(List<Rule> rules) {
    private static final String CONDITION = "#! ";

    /** @param when the tests with which it must be there; null: it may be missing */
    record Rule(Pattern pattern, @Nullable Pattern when) {}

    static Expected parse(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        Pattern when = null;
        for (String line : lines) {
            if (line.startsWith(CONDITION)) {
                when = Pattern.compile(line.substring(CONDITION.length()));
            } else if (line.isEmpty()) {
                when = null;
            } else if (!line.startsWith("#")) {
                rules.add(new Rule(Pattern.compile(line), when));
            }
        }
        return new Expected(List.copyOf(rules));
    }

    List<String> unexpected(List<String> differences) {
        return differences.stream()
                .filter(line -> rules.stream()
                        .noneMatch(rule -> rule.pattern().matcher(line).find()))
                .toList();
    }

    /** Finds what must be there, and is not. */
    List<String> stale(Collection<String> tests, List<String> differences) {
        return rules.stream()
                .filter(rule -> found(rule.when(), tests) && !found(rule.pattern(), differences))
                .map(rule -> "expected, but not there any more: " + rule.pattern())
                .toList();
    }

    private static boolean found(@Nullable Pattern pattern, Collection<String> texts) {
        return pattern != null
                && texts.stream().anyMatch(text -> pattern.matcher(text).find());
    }
}
