package dev.forkd.engine.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Progress;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.LiveArea;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.ledger.FailedAttempt;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.ports.Clash;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.junit.platform.engine.TestDescriptor;

/**
 * What the user sees of a run: progress, a summary at the end, and the files {@code run.json} and {@code run.html}
 * below the build directory, which are written however the run ends. Never fails a run. Thread-safe.
 */
public final class RunReport {

    private static final Duration LINE_EVERY = Duration.ofSeconds(10);
    private static final Duration DRAW_EVERY = Duration.ofMillis(500);

    private final Host host;
    private String name;
    private final RunRecord record;
    private final Optional<ReportDirectory> directory;
    private final PlaceHints hints;
    private long lastProgress = System.nanoTime();
    private String lastLine = "";
    private Progress shown = Progress.PLAIN;
    private Optional<LiveArea> live = Optional.empty();
    private Optional<String> repeated = Optional.empty();
    private boolean finished;
    private volatile boolean quiet;

    /**
     * Begins the report of a run.
     *
     * @param planned the units, in the order in which they are reported
     * @param root our root, after the graft
     * @param project the directory of the project
     * @param part whether single tests were selected, as in a rerun of failed ones; such a report does not replace that
     *     of the whole run
     * @param host shows the lines
     */
    public RunReport(List<Unit> planned, TestDescriptor root, Path project, boolean part, Host host) {
        this.name = part ? "rerun" : "run";
        this.host = host;
        this.record = new RunRecord(new Clock(), planned, root);
        this.directory = ReportDirectory.of(project);
        this.hints = new PlaceHints(project, Instant.now());
    }

    /**
     * Records the user's settings.
     *
     * @param configuration the settings
     * @param parameters JUnit's parameters, as passed to workers
     */
    public void configured(ForkdConfiguration configuration, Map<String, String> parameters) {
        configuration.repeat().ifPresent(earlier -> {
            // The report that is repeated must stay, so that it can be repeated again.
            name = "repeat";
            repeated = Optional.of(earlier.value());
        });
        if (configuration.embedded() && configuration.n() > 1 && !configuration.perChildNetns()) {
            synchronized (hints) {
                hints.networkShared();
            }
        }
        shown = configuration.progress();
        if (shown == Progress.AUTO || shown == Progress.LIVE) {
            live = host.liveArea(shown == Progress.LIVE);
        }
        record.settings(
                new RunData.Settings(
                        configuration.n(),
                        configuration.controllers(),
                        configuration.snapshotTag(),
                        null,
                        configuration.perChildNetns(),
                        configuration.memoryLimitMib().isPresent()
                                ? Integer.valueOf(configuration.memoryLimitMib().getAsInt())
                                : null,
                        configuration.branch()),
                new RunData.Order(
                        parameters.get("junit.jupiter.testclass.order.default"),
                        parameters.get("junit.jupiter.testmethod.order.default"),
                        parameters.get("junit.jupiter.execution.order.random.seed")),
                configuration.cache().keeps().name().toLowerCase(Locale.ROOT),
                configuration.freeze());
    }

    /**
     * Returns the listener for the workers' threads.
     *
     * @return a listener
     */
    public RunListener listener() {
        return record;
    }

    /** Notes that the sandboxes are requested now. */
    public void sandboxesAsked() {
        record.sandboxesAsked();
    }

    /**
     * Records what workers see as their machine.
     *
     * @param kind the kind of place
     */
    public void place(String kind) {
        record.place(kind);
        if (kind.equals("view")) {
            synchronized (hints) {
                hints.layers();
            }
        }
    }

    /**
     * Records which snapshot that is kept between builds a fleet began with.
     *
     * @param tag the snapshot's tag; empty for none
     * @param made whether this run has made it
     */
    public void kept(Optional<String> tag, boolean made) {
        tag.ifPresent(name -> record.kept(name, made));
    }

    /**
     * Records what is set here but not passed on, as it may explain failures.
     *
     * @param variables names of environment variables
     * @param properties names of system properties
     */
    public void withheld(Set<String> variables, Set<String> properties) {
        synchronized (hints) {
            hints.withheld(variables, properties);
        }
    }

    /**
     * Records that what tests write takes up the memory of their sandbox, as it may explain failures.
     *
     * @param mib how much memory its machine has; 0 if unknown
     */
    public void filesInMemory(long mib) {
        synchronized (hints) {
            hints.filesInMemory(mib);
        }
    }

    /**
     * Records which classes met an address in use although it may not have been their fault.
     *
     * @param clashes the classes
     * @param kept whether the next run knows that
     */
    public void clashed(List<Clash> clashes, boolean kept) {
        synchronized (hints) {
            hints.clashed(clashes, kept);
        }
    }

    /**
     * Records how much was shipped to a fleet.
     *
     * @param bytes total for all sandboxes of the fleet
     */
    public void shipped(long bytes) {
        record.shipped(bytes);
    }

    /**
     * Records that tests could not be run.
     *
     * @param why the reason
     */
    public void problem(String why) {
        record.problem(why);
    }

    /**
     * Records what is replayed.
     *
     * @param entry the entry
     * @param earlier returns the failures of a node in earlier attempts
     */
    public void observe(Entry entry, Function<String, List<FailedAttempt>> earlier) {
        record.observe(entry, earlier);
        if (entry.event() instanceof Finished finished && finished.outcome() == Outcome.FAILED) {
            synchronized (hints) {
                hints.failed(finished.throwable());
            }
        }
    }

    /**
     * Distinguishes units from the nodes inside them.
     *
     * @param id a unique id
     * @return whether it is the id of a unit
     */
    public boolean isUnit(String id) {
        return record.isUnit(id);
    }

    /** Suppresses progress and summary, because the run is one of many small ones. */
    public void beQuiet() {
        quiet = true;
    }

    /** Shows the progress from time to time, if it has changed. */
    public void progress() {
        if (shown == Progress.OFF
                || System.nanoTime() - lastProgress < (live.isPresent() ? DRAW_EVERY : LINE_EVERY).toNanos()) {
            return;
        }
        lastProgress = System.nanoTime();
        if (live.isPresent()) {
            if (!quiet) {
                live.get().draw(LiveView.of(record.standing(), live.get().columns()));
            }
        } else {
            String line = record.standing().line();
            if (!line.equals(lastLine)) {
                lastLine = line;
                host.say("forkd: " + line);
            }
        }
    }

    /** Writes the report's files and shows the summary. Only the first call has an effect. */
    public synchronized void finish() {
        if (finished) {
            return;
        }
        finished = true;
        live.ifPresent(LiveArea::erase);
        RunData data = record.data(version());
        if (directory.isEmpty()) {
            say(Ending.line(data) + ".");
            return;
        }
        ReportDirectory place = directory.get();
        Reproduction reproduction = new Reproduction(
                place,
                sandbox -> repeated.orElseGet(() -> place.fromProject(name + ".json") + ":" + sandbox),
                host.runsIntegrationTests(),
                MavenProfiles.optionsIn(System.getenv().getOrDefault("MAVEN_CMD_LINE_ARGS", "")));
        RunData whole = reproduction.addTo(data);
        boolean written = write(place, whole);
        say(Ending.line(whole) + (written ? ". Report: " + place.shown(name + ".html") : "."));
        FrozenLines.of(whole.frozen()).forEach(this::say);
        if (whole.problem() == null) {
            synchronized (hints) {
                hints.lines().forEach(this::say);
            }
            reproduction.lines(whole).forEach(this::say);
        }
    }

    private void say(String line) {
        if (!quiet) {
            host.say("forkd: " + line);
        }
    }

    private boolean write(ReportDirectory place, RunData data) {
        try {
            String json = json(data);
            place.write(name + ".json", json);
            place.write(name + ".html", RunPage.of(json));
            return true;
        } catch (IOException | RuntimeException e) {
            host.say("forkd: the report of this run cannot be written to " + place.shown(name + ".json") + ": " + e);
            return false;
        }
    }

    static String json(RunData data) throws JsonProcessingException {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(data)
                + "\n";
    }

    private static String version() {
        try (InputStream in = RunReport.class.getResourceAsStream("engine.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
