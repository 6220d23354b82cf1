package dev.forkd.engine.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting of the engine: its name in three spellings, its default and its meaning. */
public enum Setting {
    /** Which tests are claimed: see {@link Scope}. */
    SCOPE("annotated", "which tests run in sandboxes: 'annotated' (classes with @ForkdSandbox) or 'all'"),
    /** Whether long classes are split. */
    SPLIT(
            "off",
            "whether a class that takes longer than a sandbox's fair share is divided into parts that run in several:"
                    + " 'auto' (where nothing that it declares ties its methods to each other or runs once for all of them) or 'off'"
                    + " (only where it says split = METHODS)"),
    /** The controller's address. */
    URL(
            "local",
            "the controller's address, or 'local' for the embedded controller on this machine. Several addresses, separated by"
                    + " commas, share the sandboxes; 'dns+http://NAME:PORT' stands for a controller at each address of a"
                    + " name"),
    /** The controller's token. */
    TOKEN("", "the controller's token; best given in the environment"),
    /** Certificates to trust. */
    CA_CERT("", "a PEM file with certificates to trust besides Java's, for a controller at an https address"),
    /** The snapshot tag to fork from. */
    SNAPSHOT_TAG("", "which snapshot sandboxes are forked from; a remote controller needs one"),
    /** The number of sandboxes. */
    N(
            "",
            "how many sandboxes, 1 to 1000; never more are used than there are test classes (default: this machine's"
                    + " processors, at most 8). 'auto': as few as end the run about as early as more would, by the times"
                    + " of earlier runs"),
    /** Whether sandboxes have network namespaces of their own. */
    PER_CHILD_NETNS(
            "",
            "whether each sandbox gets a network namespace of its own (default: 'true' with a remote controller; 'false'"
                    + " on this machine, where tests talk to services on localhost)"),
    /** The memory limit. */
    MEMORY_LIMIT_MIB("", "limit on each sandbox's memory in MiB; never below the guest's own RAM"),
    /** Whether to prewarm sandboxes. */
    PREWARM("false", "whether the controller takes a throw-away snapshot of each sandbox first"),
    /** The time limit for a class. */
    UNIT_TIMEOUT(
            "",
            "seconds within which each test class must end; the test that runs then fails, and the rest of its class runs"
                    + " elsewhere (default: no limit but the tests' own)"),
    /** The time limit for the start. */
    START_TIMEOUT_SECS("120", "seconds within which the sandboxes must answer and their workers must start"),
    /** Whether sandboxes are deleted. */
    CLEANUP("true", "whether the sandboxes are deleted at the end"),
    /** The java program in the sandbox. */
    JAVA("", "path of the java program inside the sandbox (default: looked for)"),
    /** Additional arguments of the workers' JVMs. */
    JVM_ARGS("", "further arguments of the worker's JVM, separated by blanks"),
    /** Environment variables that workers get. */
    ENVIRONMENT(
            "",
            "names of environment variables to hand to the workers, separated by commas; '*' at an end matches"
                    + " the rest"),
    /** System properties that workers get. */
    SYSTEM_PROPERTIES(
            "",
            "names of system properties to hand to the workers beside those on the JVM's command line,"
                    + " separated by commas; '*' at an end matches the rest"),
    /** Files that are shipped in addition to the class path. */
    FILES(
            "",
            "what of the project's files is shipped to another machine, separated by commas, relative to the project's"
                    + " directory and inside it; '!' before a path leaves it out (default: all but what version control"
                    + " ignores outside the build directory)"),
    /** Files that are fetched from another machine. */
    OUTPUTS(
            "jacoco*.exec,generated-snippets/**,allure-results/**,screenshots/**,cucumber*,cucumber*/**,*.db,*.mv.db",
            "which files that tests write come back from another machine, as patterns below the build directory,"
                    + " separated by commas; from a sandbox on this machine all of the project's do"),
    /** The kind of place: what a worker sees as its machine. */
    PLACE(
            "auto",
            "what a worker sees: 'view' (this machine, with a private layer over the project), 'shared' (this machine"
                    + " itself), 'overlay' or 'composed' (the guest's root with the project shipped to it); 'auto'"
                    + " takes the best that works"),
    /** Whether to ship to a primer and branch it. */
    BRANCH("auto", "'auto': ship to one sandbox and branch it; 'never': ship to each"),
    /** Whether workers are copies of a waiting one. */
    WARM(
            "auto",
            "whether the primer (the sandbox that the others are forked from) starts a worker's JVM, which is copied"
                    + " with it, so that the workers need not start:"
                    + " 'platform' (with the JUnit Platform and the engines loaded), 'off', or 'auto' (where that is faster)"),
    /** The program that copies processes on this machine. */
    CRIU(
            "criu",
            "the program with which the embedded controller copies processes (4.2 or newer): a name that is looked for on"
                    + " the path, a path, or 'off'"),
    /** How to access files and processes in a sandbox. */
    CHANNEL(
            "auto",
            "how files and the streams of workers go through a sandbox: 'auto' (by the guest's agent itself where it"
                    + " evaluates Python, which needs no process) or 'exec' (by processes)"),
    /** What a controller keeps for the next build: see {@link Cache}. */
    CACHE(
            "off",
            "what a remote controller keeps for the next build in a snapshot of its own, so that it need not be shipped again:"
                    + " 'dependencies' (the archives of the class path that are not this build's own), 'project' (everything"
                    + " that is shipped) or 'off'"),
    /** For how long an unused kept snapshot stays. */
    CACHE_MAX_AGE_DAYS("7", "days after which a kept snapshot that no build has used is deleted"),
    /** How many kept snapshots stay. */
    CACHE_MAX_TAGS(
            "3",
            "how many snapshots may be kept at a controller; those unused for the longest are deleted. On a real controller"
                    + " each takes as much disk as a sandbox has memory"),
    /** How many failed tests are frozen. */
    FREEZE(
            "0",
            "how many failed tests of Jupiter, the first ones, are frozen before their tear-down: their sandbox is branched,"
                    + " and a command at the end of the run looks into it; 0 to 20"),
    /** Where the times of earlier runs are kept. */
    TIMINGS(
            "",
            "file that keeps how long each test took, so that the longest classes start first; 'off' keeps none (default:"
                    + " .forkd/timings in the build's root, which git ignores). A JUnit XML report, or a directory of"
                    + " TEST-*.xml, is only read"),
    /** What to run again: see {@link Repeat}. */
    REPEAT(
            "",
            "which sandbox of an earlier run is run again: that run's run.json, a colon and the sandbox's number. One sandbox"
                    + " then runs the classes in the order in which that one did, with its SANDBOX_INDEX and SANDBOX_COUNT. The"
                    + " build tool's own options choose the classes"),
    /** How progress is shown: see {@link Progress}. */
    PROGRESS(
            "auto",
            "how a run says how far it is: 'plain' (a line every 10 s), 'live' (in place on the terminal to which this"
                    + " JVM, or the Maven that started it, prints), 'off', or 'auto' ('live' where there is a terminal"
                    + " without any doubt: no -B, CI or TERM=dumb, Linux, Maven 3, one fork; else 'plain')"),
    /** The limit on the number of workers. */
    MAX_WORKERS(
            "500",
            "how many workers one JVM may ever start, a last guard against runaway recursion; classes with isolation may start"
                    + " 100 times as many");

    private final String defaultValue;
    private final String meaning;

    Setting(String defaultValue, String meaning) {
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /**
     * Returns the name as a JUnit configuration parameter or system property.
     *
     * @return for example {@code forkd.snapshot-tag}
     */
    public String key() {
        return "forkd." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the name as an environment variable.
     *
     * @return for example {@code FORKD_SNAPSHOT_TAG}
     */
    public String variable() {
        return "FORKD_" + name();
    }

    /**
     * Returns the default value.
     *
     * @return the value, or an empty string for none
     */
    public String defaultValue() {
        return defaultValue;
    }

    /**
     * Describes the setting, for messages and for the table in the user guide.
     *
     * @return part of a sentence
     */
    public String meaning() {
        return meaning;
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }
}
