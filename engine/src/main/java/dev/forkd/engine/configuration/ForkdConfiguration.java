package dev.forkd.engine.configuration;

import dev.forkd.junit.ForkdSandbox.Choice;
import dev.forkd.junit.SandboxNeeds;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * The engine's settings, after they have been checked. Immutable.
 *
 * @param urls the remote controllers; empty for the embedded one
 * @param token the remote controller's token; empty for none
 * @param caCert a file with certificates to trust in addition to Java's, if given
 * @param snapshotTag the tag to fork from
 * @param n the largest number of sandboxes
 * @param autoN whether to use fewer if the times of earlier runs show that more are of no use
 * @param autoSplit whether classes that take long are split where that is safe
 * @param perChildNetns whether each sandbox gets its own network namespace
 * @param memoryLimitMib memory limit of each sandbox in MiB, if any
 * @param prewarm whether to prewarm each sandbox
 * @param unitTimeout how long a test class may run, if limited
 * @param startTimeout how long the start may take
 * @param cleanup whether sandboxes are deleted at the end
 * @param java path of the java program in the sandbox, if given
 * @param jvmArguments additional arguments of the workers' JVMs
 * @param environment patterns of environment variables to pass on
 * @param systemProperties patterns of system properties to pass on
 * @param files files to ship, relative to the project; those with {@code !} are excluded
 * @param outputs patterns, below the build directory, of files to fetch from another machine
 * @param place the requested kind of place, if any
 * @param branch whether to ship to one sandbox and branch it
 * @param warm whether workers are copies of a waiting one
 * @param criu the program by which the embedded controller copies processes
 * @param evaluates whether functions may run inside the guest's agent
 * @param cache what the controller keeps for the next build
 * @param freeze how many failed tests are frozen
 * @param timings the file with the times of earlier runs, if the user names one
 * @param keepTimings whether times of runs are kept at all
 * @param repeat the sandbox of an earlier run that is run again, if any
 * @param progress how progress is shown
 * @param maxWorkers how many workers this JVM may start in total
 * @param variables additional environment variables of the workers, by name
 */
public record ForkdConfiguration(
        List<URI> urls,
        Optional<String> token,
        Optional<Path> caCert,
        String snapshotTag,
        int n,
        boolean autoN,
        boolean autoSplit,
        boolean perChildNetns,
        OptionalInt memoryLimitMib,
        boolean prewarm,
        Optional<Duration> unitTimeout,
        Duration startTimeout,
        boolean cleanup,
        Optional<String> java,
        List<String> jvmArguments,
        List<String> environment,
        List<String> systemProperties,
        List<String> files,
        List<String> outputs,
        Optional<String> place,
        boolean branch,
        Warm warm,
        String criu,
        boolean evaluates,
        Cache cache,
        int freeze,
        Optional<Path> timings,
        boolean keepTimings,
        Optional<Repeat> repeat,
        Progress progress,
        int maxWorkers,
        Map<String, String> variables) {

    /** The tag that the embedded controller always has. */
    public static final String LOCAL_TAG = "local";

    private static final String AUTO = "auto";
    private static final String OFF = "off";
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_PROCESSORS = 8;

    private enum PlaceChoice {
        AUTO,
        VIEW,
        SHARED,
        OVERLAY,
        COMPOSED
    }

    private enum Channel {
        AUTO,
        EXEC
    }

    private enum Splitting {
        AUTO,
        OFF
    }

    private enum Branching {
        AUTO,
        NEVER
    }

    /**
     * Reads which tests are claimed, the only setting that discovery needs. Unknown settings are already refused here,
     * because a misspelt scope would otherwise be ignored silently.
     *
     * @param parameters the parameters of the discovery request
     * @param environment the environment variables
     * @return the scope
     * @throws ConfigurationException if the value is not a scope, or a setting is unknown; it says whatever else is wrong
     */
    public static Scope scope(ConfigurationParameters parameters, Map<String, String> environment) {
        SettingsReader settings = new SettingsReader(parameters::get, environment);
        Scope scope = scope(settings, parameters);
        if (settings.hasProblems()) {
            read(parameters, environment); // Fails, and says what else is wrong.
        }
        return scope;
    }

    /**
     * Reads and checks all settings.
     *
     * @param parameters the parameters of the execution request
     * @param environment the environment variables
     * @return the settings
     * @throws ConfigurationException if a setting is unknown, invalid or missing
     */
    public static ForkdConfiguration read(ConfigurationParameters parameters, Map<String, String> environment) {
        SettingsReader settings = new SettingsReader(parameters::get, environment);
        scope(settings, parameters);
        List<URI> urls =
                settings.read(() -> ControllerAddresses.read(settings.text(Setting.URL)), ControllerAddresses.UNKNOWN);
        Optional<Repeat> repeat =
                settings.read(() -> settings.find(Setting.REPEAT).map(Repeat::read), Optional.empty());
        boolean auto = repeat.isEmpty() && settings.text(Setting.N).equals(AUTO);
        boolean noTimings = settings.text(Setting.TIMINGS).equals(OFF);
        ForkdConfiguration all = new ForkdConfiguration(
                urls,
                settings.find(Setting.TOKEN).or(TokenProperty.ofThisProcess()::taken),
                path(settings, Setting.CA_CERT),
                settings.read(() -> tag(settings, !urls.isEmpty()), LOCAL_TAG),
                repeat.isPresent() ? 1 : n(settings, auto),
                auto,
                settings.choice(Setting.SPLIT, Splitting.class) == Splitting.AUTO,
                settings.find(Setting.PER_CHILD_NETNS).isPresent()
                        ? settings.flag(Setting.PER_CHILD_NETNS)
                        : !urls.isEmpty(),
                settings.number(Setting.MEMORY_LIMIT_MIB, 1, Integer.MAX_VALUE),
                settings.flag(Setting.PREWARM),
                settings.find(Setting.UNIT_TIMEOUT).map(set -> seconds(settings, Setting.UNIT_TIMEOUT)),
                seconds(settings, Setting.START_TIMEOUT_SECS),
                settings.read(() -> cleanup(settings, !urls.isEmpty()), true),
                settings.find(Setting.JAVA),
                settings.list(Setting.JVM_ARGS, "\\s+"),
                settings.list(Setting.ENVIRONMENT, ","),
                settings.list(Setting.SYSTEM_PROPERTIES, ","),
                settings.read(() -> files(settings), List.of()),
                settings.list(Setting.OUTPUTS, ","),
                Optional.of(settings.choice(Setting.PLACE, PlaceChoice.class))
                        .filter(choice -> choice != PlaceChoice.AUTO)
                        .map(PlaceChoice::name),
                settings.choice(Setting.BRANCH, Branching.class) == Branching.AUTO,
                settings.choice(Setting.WARM, Warm.class),
                settings.text(Setting.CRIU),
                settings.choice(Setting.CHANNEL, Channel.class) == Channel.AUTO,
                cache(settings),
                settings.number(Setting.FREEZE, 0, 20).orElseThrow(),
                noTimings ? Optional.empty() : path(settings, Setting.TIMINGS),
                !noTimings,
                repeat,
                settings.choice(Setting.PROGRESS, Progress.class),
                settings.number(Setting.MAX_WORKERS, 1, 100_000).orElseThrow(),
                Map.of());
        settings.require();
        return all;
    }

    private static Scope scope(SettingsReader settings, ConfigurationParameters parameters) {
        settings.checkNames(parameters.keySet());
        return settings.choice(Setting.SCOPE, Scope.class);
    }

    private static boolean cleanup(SettingsReader settings, boolean remote) {
        boolean cleanup = settings.flag(Setting.CLEANUP);
        if (!remote && !cleanup) {
            throw new ConfigurationException("The setting " + Setting.CLEANUP.key() + " (" + Setting.CLEANUP.variable()
                    + ") can be 'false' with a remote controller only: the embedded one ends with this JVM, and its"
                    + " sandboxes with it. Set " + Setting.URL.key() + " too.");
        }
        return cleanup;
    }

    /**
     * Returns the same settings with another number of sandboxes.
     *
     * @param other the largest number of sandboxes
     * @return the changed settings
     */
    public ForkdConfiguration withN(int other) {
        return changed(other, SandboxNeeds.NONE);
    }

    /**
     * Returns the settings for classes that need special sandboxes. What these classes do not specify stays as it is.
     *
     * @param needs the needs of the classes
     * @return the changed settings
     */
    public ForkdConfiguration with(SandboxNeeds needs) {
        return changed(n, needs);
    }

    private ForkdConfiguration changed(int otherN, SandboxNeeds needs) {
        Map<String, String> moreVariables = new TreeMap<>(variables);
        needs.env().forEach(variable -> {
            int end = variable.indexOf('=');
            moreVariables.put(variable.substring(0, end), variable.substring(end + 1));
        });
        return new ForkdConfiguration(
                urls,
                token,
                caCert,
                needs.snapshot().isEmpty() ? snapshotTag : needs.snapshot(),
                otherN,
                autoN,
                autoSplit,
                chosen(needs.perChildNetns(), perChildNetns),
                needs.memoryLimitMib() > 0 ? OptionalInt.of(needs.memoryLimitMib()) : memoryLimitMib,
                chosen(needs.prewarm(), prewarm),
                unitTimeout,
                startTimeout,
                cleanup,
                java,
                jvmArguments,
                environment,
                systemProperties,
                needs.files().isEmpty() ? files : needs.files(),
                Stream.concat(outputs.stream(), needs.outputs().stream()).toList(),
                place,
                branch,
                warm,
                criu,
                evaluates,
                cache,
                freeze,
                timings,
                keepTimings,
                repeat,
                progress,
                maxWorkers,
                Map.copyOf(moreVariables));
    }

    private static int n(SettingsReader settings, boolean auto) {
        return (auto ? OptionalInt.empty() : settings.number(Setting.N, 1, 1000))
                .orElse(Math.min(MAX_PROCESSORS, Runtime.getRuntime().availableProcessors()));
    }

    private static boolean chosen(Choice choice, boolean configured) {
        return choice == Choice.AS_CONFIGURED ? configured : choice == Choice.YES;
    }

    private static String tag(SettingsReader settings, boolean remote) {
        Optional<String> tag = settings.find(Setting.SNAPSHOT_TAG);
        if (remote && tag.isEmpty()) {
            throw new ConfigurationException("The setting " + Setting.SNAPSHOT_TAG.key() + " ("
                    + Setting.SNAPSHOT_TAG.variable()
                    + ") is missing: with a remote controller it must say which snapshot"
                    + " sandboxes are forked from.");
        }
        String value = tag.orElse(LOCAL_TAG);
        if (!TAG.matcher(value).matches()) {
            throw SettingsReader.wrong(
                    Setting.SNAPSHOT_TAG, value, "1 to 64 ASCII letters, digits, dashes or underscores");
        }
        return value;
    }

    private static List<String> files(SettingsReader settings) {
        List<String> files = settings.list(Setting.FILES, ",");
        files.forEach(file -> insideTheProject(file.startsWith("!") ? file.substring(1) : file));
        return files;
    }

    private static void insideTheProject(String name) {
        try {
            Path path = Path.of(name).normalize();
            if (!path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty()) {
                return;
            }
        } catch (InvalidPathException e) {
            // Reported below.
        }
        throw SettingsReader.wrong(
                Setting.FILES, name, "paths below the project's directory, like 'src/test, testdata, !node_modules'");
    }

    private static Optional<Path> path(SettingsReader settings, Setting setting) {
        Optional<String> value = settings.find(setting);
        return settings.read(() -> value.map(text -> path(setting, text)), Optional.empty());
    }

    private static Path path(Setting setting, String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw SettingsReader.wrong(setting, text, "a path");
        }
    }

    private static Cache cache(SettingsReader settings) {
        return new Cache(
                settings.choice(Setting.CACHE, Cache.Keeps.class),
                Duration.ofDays(
                        settings.number(Setting.CACHE_MAX_AGE_DAYS, 1, 365).orElseThrow()),
                settings.number(Setting.CACHE_MAX_TAGS, 1, 100).orElseThrow());
    }

    private static Duration seconds(SettingsReader settings, Setting setting) {
        return Duration.ofSeconds(settings.number(setting, 1, 86_400).orElseThrow());
    }

    /**
     * Returns warnings about environment variables that look like settings but are none.
     *
     * @param environment the environment variables
     * @return one sentence for each
     */
    public static List<String> warningsAbout(Map<String, String> environment) {
        return SettingsReader.unknownVariables(environment.keySet());
    }

    /**
     * Tells whether the controller is the embedded one.
     *
     * @return {@code false} if the settings name others
     */
    public boolean embedded() {
        return urls.isEmpty();
    }

    /**
     * Returns the controllers as the setting names them.
     *
     * @return their addresses, separated by commas; {@code local} for the embedded one
     */
    public String controllers() {
        return embedded()
                ? ControllerAddresses.LOCAL
                : urls.stream().map(URI::toString).collect(Collectors.joining(","));
    }

    /** Does not contain the token. */
    @Override
    public String toString() {
        return "ForkdConfiguration[url=" + controllers() + ", snapshotTag=" + snapshotTag + ", n=" + n + "]";
    }
}
