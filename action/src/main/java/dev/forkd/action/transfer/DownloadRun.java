package dev.forkd.action.transfer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.action.files.FetchLimits;
import dev.forkd.action.files.Landing;
import dev.forkd.action.run.Controller;
import dev.forkd.action.run.Exit;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.SafeText;
import dev.forkd.client.ForkdException;
import dev.forkd.client.GuestException;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import dev.forkd.wire.SandboxInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fetches files from sandboxes that an earlier step kept. Each file goes to its path below the target, and nowhere
 * else.
 */
public final class DownloadRun {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final FetchLimits LIMITS = new FetchLimits(5_000, 4L << 30, Duration.ofMinutes(20));
    private static final int MAX_SANDBOXES = 1_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final String FIND = "find \"$1\" -type f 2>/dev/null | head -n \"$2\"";

    private final RunEnvironment environment;
    private final Console console;
    private final FetchLimits limits;

    /**
     * Prepares the download.
     *
     * @param environment the step's environment
     */
    public DownloadRun(RunEnvironment environment) {
        this(environment, LIMITS);
    }

    DownloadRun(RunEnvironment environment, FetchLimits limits) {
        this.limits = limits;
        this.environment = environment;
        this.console = environment.console();
    }

    /**
     * Reads a list of ids.
     *
     * @param text results of an earlier step, or ids separated by blanks or commas
     * @return the ids; empty if the text contains anything else
     */
    public static List<String> ids(String text) {
        List<String> ids = new ArrayList<>();
        if (text.strip().startsWith("[")) {
            try {
                JsonMapper.builder()
                        .build()
                        .readTree(text)
                        .forEach(entry -> ids.add(entry.path("id").asText()));
            } catch (JacksonException e) {
                return List.of();
            }
            boolean good = ids.size() <= MAX_SANDBOXES
                    && ids.stream().allMatch(id -> ID.matcher(id).matches());
            return good ? ids : List.of();
        }
        for (String id : text.strip().split("[\\s,]+", -1)) {
            if (!ID.matcher(id).matches()) {
                return List.of();
            }
            ids.add(id);
        }
        return ids;
    }

    /**
     * Downloads the files.
     *
     * @param settings the controller, and whether the sandboxes are deleted afterwards
     * @param ids ids of the sandboxes
     * @param path a file or a directory in each sandbox
     * @param target gets one subdirectory for each sandbox, named by its position in the list
     * @return how the step ends
     * @throws IOException if files cannot be written
     * @throws InterruptedException if interrupted
     */
    public Exit run(RunSettings settings, List<String> ids, String path, Path target)
            throws IOException, InterruptedException {
        boolean failed = false;
        int files = 0;
        try (Controller controller =
                        Controller.open(settings.controller(), environment.variables(), environment.workspace());
                Lease lease = Leases.in(environment.directory())
                        .open(controller.client().controller(), "forkd-action download")) {
            if (settings.cleanup()) {
                ids.forEach(lease::recordSandbox);
            }
            try (Cancellation.Watch watch =
                    environment.cancellation().whenRequested(() -> finish(settings, controller, ids, lease))) {
                assert watch != null;
                for (int i = 0; i < ids.size() && !environment.cancellation().requested(); i++) {
                    try {
                        Sandbox sandbox = sandbox(controller, ids.get(i));
                        files += fetch(sandbox, path, target.resolve(Integer.toString(i)));
                    } catch (ForkdException | IOException | UncheckedIOException e) {
                        failed = true;
                        refuse(i, e);
                    }
                }
            }
            failed |= finish(settings, controller, ids, lease);
        }
        console.say("fetched " + files + " files into " + target);
        environment
                .output()
                .set(
                        "any_failed",
                        Boolean.toString(failed || environment.cancellation().requested()));
        environment.output().set("files", Integer.toString(files));
        return environment.cancellation().requested() ? Exit.CANCELLED : failed ? Exit.NOT_DONE : Exit.OK;
    }

    private void refuse(int place, Exception e) {
        if (!environment.cancellation().requested()) {
            console.annotate(
                    Console.Level.ERROR,
                    "forkd: not all could be fetched from sandbox " + place + ": " + e.getMessage());
        }
    }

    private static Sandbox sandbox(Controller controller, String id) throws IOException {
        Optional<SandboxInfo> info = controller.client().sandbox(id);
        return controller
                .client()
                .attach(info.orElseThrow(() -> new IOException(
                        "the controller does not know " + id + ". Was it started with cleanup: false?")));
    }

    /** Deletes the sandboxes, if the settings ask for it. Calling it again tries those that could not be deleted. */
    private boolean finish(RunSettings settings, Controller controller, List<String> ids, Lease lease) {
        boolean failed = false;
        for (String id : settings.cleanup() ? ids : List.<String>of()) {
            try {
                controller.client().delete(id);
                lease.forgetSandbox(id);
            } catch (ForkdException e) {
                failed = true;
                console.annotate(Console.Level.WARNING, "forkd: " + e.getMessage());
            }
        }
        return failed;
    }

    int fetch(Sandbox sandbox, String path, Path target) throws IOException {
        String base = path.startsWith("/") ? path : sandbox.workDirectory() + "/" + path;
        List<String> names = sandbox.run(FIND, TIMEOUT, base, Integer.toString(limits.files()))
                .stdout()
                .lines()
                .filter(name -> name.startsWith(base))
                .toList();
        if (names.isEmpty()) {
            throw new IOException("there is no file at " + base);
        }
        if (names.size() >= limits.files()) {
            console.annotate(
                    Console.Level.WARNING,
                    "forkd: only the first " + limits.files() + " files of a sandbox are fetched.");
        }
        int fetched = 0;
        long bytes = 0;
        long end = System.nanoTime() + limits.within().toNanos();
        for (String name : names.subList(0, Math.min(names.size(), limits.files()))) {
            Optional<Path> file = inside(target, base, name);
            if (file.isEmpty()) {
                console.say("left out " + SafeText.line(name) + ", whose name leads elsewhere");
                continue;
            }
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative() || !fits(sandbox, name, file.get(), limits.bytes() - bytes, left)) {
                throw new IOException(
                        "only " + fetched + " of its files were. " + limits.sentence() + ": fetch less, or pack it");
            }
            bytes += Files.size(file.get());
            fetched++;
        }
        return fetched;
    }

    /** Fetches a file, unless it is larger than what is left of the limit. */
    private static boolean fits(Sandbox sandbox, String name, Path file, long most, Duration within) {
        try {
            sandbox.download(name, file, Math.min(most, Sandbox.MAX_DOWNLOAD), within);
            return true;
        } catch (GuestException e) {
            if (e.reason() == GuestException.Reason.TOO_LARGE && most < Sandbox.MAX_DOWNLOAD) {
                return false;
            }
            throw e;
        }
    }

    /** A single file goes by its own name, a file in a directory by its path in that directory. */
    static Optional<Path> inside(Path target, String base, String name) {
        return new Landing(target)
                .of(name.equals(base) ? name.substring(name.lastIndexOf('/') + 1) : name.substring(base.length()));
    }
}
