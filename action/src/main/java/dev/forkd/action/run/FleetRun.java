package dev.forkd.action.run;

import dev.forkd.action.runner.Console;
import dev.forkd.client.ControllerException;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import dev.forkd.client.SweepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One complete run: starts the sandboxes, runs the commands, collects the results and deletes the sandboxes. */
public final class FleetRun {
    private static final Duration POLL_WAIT = Duration.ofSeconds(10);
    private static final Duration SHORT_POLL_WAIT = Duration.ofSeconds(1);
    /** With more sandboxes than this, long polls would use up the client's 200 simultaneous calls. */
    private static final int MANY = 100;

    private final RunSettings settings;
    private final RunEnvironment environment;
    private final Workload workload;
    private final ShardReports reports;
    private final Console console;

    /**
     * Makes a run.
     *
     * @param settings what to do
     * @param environment where the run takes place
     * @param workload decides what each sandbox runs
     * @param reports fetches files from the sandboxes
     */
    public FleetRun(RunSettings settings, RunEnvironment environment, Workload workload, ShardReports reports) {
        this.settings = settings;
        this.environment = environment;
        this.workload = workload;
        this.reports = reports;
        this.console = environment.console();
    }

    /**
     * Performs the run.
     *
     * @return the result of each sandbox, in the order of their numbers; empty if the run was cancelled before the
     *     sandboxes were ready
     * @throws IOException if files cannot be written, or the embedded controller cannot start
     * @throws InterruptedException if interrupted
     */
    public List<ShardResult> perform() throws IOException, InterruptedException {
        if (environment.cancellation().requested()) {
            return List.of();
        }
        try (Controller controller = Controller.open(settings.controller(), environment.variables(), workspace())) {
            console.say(
                    settings.n() + (settings.n() == 1 ? " sandbox" : " sandboxes") + " of " + controller.description());
            warnAboutPlainHttp(controller);
            if (settings.ownNetworks() && !settings.perChildNetns() && !controller.embedded()) {
                console.annotate(
                        Console.Level.NOTICE,
                        "forkd: per_child_netns was taken as true, because " + settings.sandboxes()
                                + " sandboxes cannot share one network device. Set per_child_netns: true to say so"
                                + " yourself.");
            }
            Path leases = environment.directory(); // Sandboxes of the embedded controller end together with it.
            if (!controller.embedded()) {
                leases = environment.leases();
                sweep(leases, controller);
            }
            try (SandboxPool pool = new SandboxPool(settings, controller, console, leases, environment.state())) {
                List<Sandbox> sandboxes = started(pool);
                if (sandboxes.isEmpty()) {
                    return List.of();
                }
                List<ShardResult> results = run(controller, sandboxes, pool);
                finish(controller, pool);
                return results;
            }
        }
    }

    /** Deletes what runs left at this controller whose process was killed. */
    private void sweep(Path directory, Controller controller) {
        try {
            SweepReport report = Leases.in(directory).sweep(controller::clientFor);
            if (!report.sandboxes().isEmpty()) {
                console.say("deleted what an earlier run had left: " + String.join(", ", report.sandboxes()));
            }
        } catch (ForkdException e) {
            console.say("what earlier runs may have left was not looked for: " + e.getMessage());
        }
    }

    private void warnAboutPlainHttp(Controller controller) {
        String host = String.valueOf(controller.client().controller().getHost());
        boolean near = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        if ("http".equals(controller.client().controller().getScheme()) && !near) {
            console.annotate(
                    Console.Level.WARNING,
                    "forkd: the token goes to " + host + " without encryption, and it is as powerful as root there."
                            + " Use https or a tunnel.");
        }
    }

    private List<Sandbox> started(SandboxPool pool) throws InterruptedException, IOException {
        try {
            return pool.start(environment.cancellation());
        } catch (ControllerException e) {
            String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (!settings.ownNetworks() && (text.contains("busy") || text.contains("os error 16"))) {
                throw new RunFailedException(
                        e.getMessage()
                                + ". Without per_child_netns all sandboxes of a controller share one network device, so"
                                + " only one can run at a time: set per_child_netns: true"
                                + " (and let the controller's operator make the namespaces with netns-setup.sh)",
                        e);
            }
            throw e;
        }
    }

    private List<ShardResult> run(Controller controller, List<Sandbox> sandboxes, SandboxPool pool)
            throws IOException, InterruptedException {
        int n = sandboxes.size();
        var plan = new ShardRun.Plan(
                settings.program(),
                workload,
                settings.n(),
                settings.execTimeout(),
                n > MANY ? SHORT_POLL_WAIT : POLL_WAIT,
                new PassedVariables(environment.variables()).select(controller.embedded()),
                // The embedded controller runs commands in the user's project, as a step with run: does.
                controller.embedded() ? workspace().toString() : null,
                !controller.embedded(),
                reports,
                environment.cancellation(),
                System.nanoTime());
        var logs = new LogMultiplexer(console, n == 1 ? LogMultiplexer.Order.LIVE : order(), settings.n());
        List<ShardRun> runs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int index = settings.index(i);
            runs.add(new ShardRun(
                    sandboxes.get(i),
                    index,
                    plan,
                    logs,
                    ShardRun.record(environment.directory(), index, "stdout"),
                    ShardRun.record(environment.directory(), index, "stderr")));
        }
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "forkd sandbox");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return await(runs, threads, pool);
        } finally {
            threads.shutdownNow();
        }
    }

    private Path workspace() {
        return environment.workspace().toAbsolutePath();
    }

    private LogMultiplexer.Order order() {
        String name = environment.variables().getOrDefault("FORKD_LOG", "").strip();
        for (LogMultiplexer.Order order : LogMultiplexer.Order.values()) {
            if (order.name().equalsIgnoreCase(name)) {
                return order;
            }
        }
        if (!name.isEmpty()) {
            console.annotate(Console.Level.WARNING, "forkd: FORKD_LOG is '" + name + "'. Use grouped, live or quiet.");
        }
        return LogMultiplexer.Order.GROUPED;
    }

    private List<ShardResult> await(List<ShardRun> runs, ExecutorService threads, SandboxPool pool)
            throws InterruptedException {
        List<Future<ShardResult>> futures =
                runs.stream().map(run -> threads.submit(run::perform)).toList();
        for (Future<ShardResult> future : futures) {
            while (!future.isDone() && !environment.cancellation().requested()) {
                waitFor(future, 100);
            }
        }
        if (environment.cancellation().requested()) {
            // Deletes the sandboxes first, as they cost money and contain secrets; the threads notice that by
            // themselves.
            pool.delete();
            threads.shutdownNow();
            boolean ignored = threads.awaitTermination(2, TimeUnit.SECONDS);
        }
        List<ShardResult> results = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Future<ShardResult> future = futures.get(i);
            results.add(future.isDone() ? get(future) : runs.get(i).cancelled());
        }
        return results;
    }

    private static void waitFor(Future<ShardResult> future, long millis) throws InterruptedException {
        try {
            ShardResult ignored = future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The caller checks the future again.
        }
    }

    private static ShardResult get(Future<ShardResult> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void finish(Controller controller, SandboxPool pool) {
        if (settings.cleanup() || environment.cancellation().requested()) {
            pool.delete();
        } else if (controller.embedded()) {
            console.annotate(
                    Console.Level.WARNING,
                    "forkd: cleanup: false has no effect with url: local, whose sandboxes end with this step.");
        } else {
            pool.keep();
        }
    }

    /** Tells whether the exception's message explains the problem to the user. */
    static boolean explained(Exception e) {
        return e instanceof ForkdException || e instanceof RunFailedException || e instanceof IOException;
    }
}
