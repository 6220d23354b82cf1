package dev.forkd.worker.listeners;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.TestExecutionListener;

/**
 * Finds the {@link TestExecutionListener}s that the project's class path registers as services and that must see the
 * tests where they run. Listeners that merely report are left out: they belong where the reports are made.
 */
public final class ProjectListeners {

    /** The Launcher's own setting: patterns of classes that are not registered. */
    public static final String DEACTIVATE = "junit.platform.execution.listeners.deactivate";

    /** A marker: patterns after it in {@link #DEACTIVATE} were added temporarily by us, not by the user. */
    private static final String OURS_FROM_HERE = "forkd.deactivates";

    /** Package prefixes of listeners that merely report: those of JUnit, build tools and IDEs. */
    private static final List<String> REPORTERS = List.of(
            "org.junit.platform.",
            "org.apache.maven.",
            "org.gradle.",
            "com.gradle.",
            "com.intellij.",
            "org.jetbrains.",
            "org.eclipse.",
            "com.microsoft.");

    private ProjectListeners() {}

    /**
     * Finds the listeners.
     *
     * @param deactivated patterns, as in {@link #DEACTIVATE}, of listeners to leave out
     * @return a provider for each listener; none has been instantiated yet
     */
    public static List<ServiceLoader.Provider<TestExecutionListener>> find(String deactivated) {
        Predicate<String> leftOut = anyOf(deactivated);
        return ServiceLoader.load(
                        TestExecutionListener.class, Thread.currentThread().getContextClassLoader())
                .stream()
                .filter(provider -> isOfProject(provider.type().getName()))
                .filter(provider -> !leftOut.test(provider.type().getName()))
                .toList();
    }

    /**
     * Returns what the user has deactivated, looked up as the Launcher does.
     *
     * @return patterns separated by commas; possibly empty
     */
    public static String deactivatedByUser() {
        String property = System.getProperty(DEACTIVATE);
        if (property != null) {
            return property;
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream("junit-platform.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty(DEACTIVATE, "");
        } catch (IOException e) {
            throw new UncheckedIOException("junit-platform.properties cannot be read", e);
        }
    }

    /**
     * Adds listeners to those that are deactivated.
     *
     * @param deactivated the user's patterns
     * @param listeners the listeners to deactivate in addition
     * @return patterns separated by commas
     */
    public static String with(String deactivated, List<ServiceLoader.Provider<TestExecutionListener>> listeners) {
        return Stream.concat(
                        Stream.of(deactivated, OURS_FROM_HERE).filter(pattern -> !pattern.isBlank()),
                        listeners.stream().map(provider -> provider.type().getName()))
                .collect(Collectors.joining(","));
    }

    /**
     * Undoes {@link #with}.
     *
     * @param deactivated patterns separated by commas
     * @return the user's patterns; possibly empty
     */
    public static String withoutOurs(String deactivated) {
        int ours = deactivated.indexOf(OURS_FROM_HERE);
        String users = ours < 0 ? deactivated : deactivated.substring(0, ours);
        return ours > 0 && users.endsWith(",") ? users.substring(0, users.length() - 1) : users;
    }

    private static boolean isOfProject(String name) {
        return REPORTERS.stream().noneMatch(name::startsWith);
    }

    private static Predicate<String> anyOf(String patterns) {
        List<Pattern> compiled = Arrays.stream(patterns.split(","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(ProjectListeners::compiled)
                .toList();
        return name ->
                compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** A star matches anything; a dot also matches the dollar sign before a nested class. */
    private static Pattern compiled(String pattern) {
        return Pattern.compile(Stream.of(pattern.split("(?<=[.*])|(?=[.*])"))
                .map(part -> part.equals("*") ? ".*" : part.equals(".") ? "[.$]" : Pattern.quote(part))
                .reduce("", String::concat));
    }
}
