package dev.forkd.engine.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Finds out whether and why Surefire runs the Launcher once for each test class, so that nothing can be distributed.
 * Surefire passes settings to its forks in a file that their command line names; if that does not show it, the stack of
 * its provider does.
 */
final class SurefireFork {

    private static final String PROVIDER = "org.apache.maven.surefire.junitplatform.JUnitPlatformProvider";
    private static final String FOR_EACH_CLASS = "lambda$execute$";

    private final Properties told;
    private final boolean oneByOne;
    private final boolean first;

    SurefireFork(Properties told, boolean oneByOne, boolean first) {
        this.told = told;
        this.oneByOne = oneByOne;
        this.first = first;
    }

    static SurefireFork ofThisJvm() {
        String command = commandLine();
        String[] arguments = command.split(" ", -1);
        int last = arguments.length - 1;
        boolean fork = isFork(command);
        return new SurefireFork(
                fork ? read(arguments[last - 3], arguments[last - 1]) : new Properties(),
                isOneByOne(Thread.currentThread().getStackTrace()),
                !fork || arguments[last].startsWith("surefire_0"));
    }

    static boolean isThisJvm() {
        return isFork(commandLine());
    }

    private static String commandLine() {
        return System.getProperty("sun.java.command", "");
    }

    static boolean isFork(String commandLine) {
        String[] arguments = commandLine.split(" ", -1);
        return arguments.length > 4 && arguments[arguments.length - 1].startsWith("surefire_");
    }

    /** Returns the reason, and what to do about it. Only the first fork of a build reports it. */
    Optional<String> hindrance() {
        if (!first) {
            return Optional.empty();
        }
        if (told.containsKey("forkTestSet")) {
            return Optional.of("Surefire's reuseForks is false, so each test class gets a JVM and a sandbox of its own."
                    + " With reuseForks=true forkd shares the classes out over forkd.n sandboxes at once.");
        }
        if ("true".equals(told.getProperty("preferTestsFromInStream"))) {
            return Optional.of(
                    "Surefire's forkCount is above 1, so it hands its test classes to its JVMs one by one and"
                            + " each of these JVMs uses one sandbox. With forkCount=1 forkd shares the classes out over forkd.n"
                            + " sandboxes itself.");
        }
        return oneByOne
                ? Optional.of(
                        "Surefire hands its test classes to this JVM one by one, so it uses one sandbox for all. Where"
                                + " there are JUnit 4 tests only, Surefire 3.6 does so unless org.junit.platform:"
                                + "junit-platform-engine is among the test dependencies; add it, and forkd shares the classes"
                                + " out over forkd.n sandboxes.")
                : Optional.empty();
    }

    /** Surefire and Failsafe start the same forks; only the reports directory distinguishes them. */
    boolean isFailsafe() {
        return told.getProperty("reportsDirectory", "").contains("failsafe");
    }

    /** Tells whether the build asks for failed tests to be repeated, so that Surefire expects several results. */
    boolean repeatsFailures() {
        return told.getProperty("rerunFailingTestsCount", "").matches("[1-9]\\d*");
    }

    static boolean isOneByOne(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(PROVIDER) && frame.getMethodName().startsWith(FOR_EACH_CLASS)) {
                return true;
            }
        }
        return false;
    }

    private static Properties read(String directory, String file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(directory, file))) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            // In this case the reason cannot be reported; the tests run all the same.
        }
        return properties;
    }
}
