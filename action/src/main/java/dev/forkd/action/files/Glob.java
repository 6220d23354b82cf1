package dev.forkd.action.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern for paths below the workspace, with the same meaning as in bash with {@code globstar}. Immutable. */
final class Glob {
    /** Each globstar doubles the number of patterns that are generated below. */
    private static final int MAX_GLOBSTARS = 8;

    private static final String GLOBSTAR = "**/";

    /** Steps of a path that lead nowhere: {@code a//b} and {@code a/./b} are {@code a/b}. */
    private static final Pattern EMPTY_STEPS = Pattern.compile("/(?:\\./|/)+");

    private final String pattern;
    private final List<PathMatcher> matchers;

    private Glob(String pattern, List<PathMatcher> matchers) {
        this.pattern = pattern;
        this.matchers = matchers;
    }

    static Glob of(String text) throws IOException {
        String pattern = EMPTY_STEPS.matcher(text).replaceAll("/").replaceFirst("^(\\./)+", "");
        List<PathMatcher> matchers = new ArrayList<>();
        for (String spelling : spellings(pattern)) {
            try {
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + spelling));
            } catch (PatternSyntaxException e) {
                throw new IOException("'" + text + "' is no pattern: " + e.getDescription(), e);
            }
        }
        return new Glob(pattern, List.copyOf(matchers));
    }

    /**
     * Generates variants of the pattern without {@code **}{@code /}. In Java it matches at least one directory; in bash
     * and other tools it also matches none.
     */
    private static Set<String> spellings(String pattern) throws IOException {
        Set<String> all = new LinkedHashSet<>(List.of(pattern));
        Deque<String> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            String spelling = open.remove();
            for (int at = spelling.indexOf(GLOBSTAR); at >= 0; at = spelling.indexOf(GLOBSTAR, at + 1)) {
                boolean wholeName = at == 0 || "/{,".indexOf(spelling.charAt(at - 1)) >= 0;
                String shorter = spelling.substring(0, at) + spelling.substring(at + GLOBSTAR.length());
                if (wholeName && all.add(shorter)) {
                    open.add(shorter);
                }
            }
            if (all.size() > 1 << MAX_GLOBSTARS) {
                throw new IOException("'" + pattern + "' has more than " + MAX_GLOBSTARS + " times **/");
            }
        }
        return all;
    }

    boolean matches(Path relative) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
    }

    /**
     * Tells whether files below a directory can match, judging only by the part of the pattern before the first
     * wildcard.
     */
    boolean mayReach(String directory) {
        int wildcard = 0;
        while (wildcard < pattern.length() && "*?[{\\".indexOf(pattern.charAt(wildcard)) < 0) {
            wildcard++;
        }
        String fixed = pattern.substring(0, pattern.lastIndexOf('/', wildcard) + 1);
        boolean deep = pattern.contains("**") || pattern.indexOf('/', wildcard) >= 0;
        return (directory + "/").startsWith(fixed) ? deep || wildcard == pattern.length() : names(directory);
    }

    /** Tells whether the pattern names this directory explicitly. */
    boolean names(String directory) {
        return pattern.startsWith(directory + "/");
    }
}
