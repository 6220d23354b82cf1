package dev.forkd.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Sweeps the leases of dead owners. Each controller's address is treated separately, and for a bounded time. */
final class Sweeper {
    /** How long an address may take to give its first answer. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    /** How long the deletions at one address may take once it has answered. */
    private static final Duration CLEAN_WITHIN = Duration.ofSeconds(60);

    private final List<Path> paths;
    private final Function<URI, Optional<ForkdClient>> clients;
    private final List<String> tagPrefixes;
    private final Duration cleanWithin;

    Sweeper(List<Path> paths, Function<URI, Optional<ForkdClient>> clients, List<String> tagPrefixes) {
        this(paths, clients, tagPrefixes, CLEAN_WITHIN);
    }

    Sweeper(
            List<Path> paths,
            Function<URI, Optional<ForkdClient>> clients,
            List<String> tagPrefixes,
            Duration cleanWithin) {
        this.paths = paths;
        this.clients = clients;
        this.tagPrefixes = tagPrefixes;
        this.cleanWithin = cleanWithin;
    }

    SweepReport run() {
        Sweep files = new Sweep(clients, tagPrefixes);
        Map<String, List<LeaseFile>> byAddress = new LinkedHashMap<>();
        List<LeaseFile> opened = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "forkd sweep of an address");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (Path path : paths) {
                open(path, files).ifPresent(file -> {
                    opened.add(file);
                    String address = file.opening().map(LeaseRecord::controller).orElse("");
                    byAddress
                            .computeIfAbsent(address, none -> new ArrayList<>())
                            .add(file);
                });
            }
            List<SweepReport> reports = new ArrayList<>(List.of(files.report()));
            reports.addAll(sweep(byAddress, threads));
            return SweepReport.all(reports);
        } finally {
            threads.shutdownNow();
            opened.forEach(LeaseFile::close);
        }
    }

    private static Optional<LeaseFile> open(Path path, Sweep report) {
        try {
            return LeaseFile.open(path, Duration.ZERO);
        } catch (IOException e) {
            report.problem(path, "its lease cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report.problem(path, "the sweep was interrupted");
        }
        return Optional.empty();
    }

    private List<SweepReport> sweep(Map<String, List<LeaseFile>> byAddress, ExecutorService threads) {
        List<Future<SweepReport>> futures = new ArrayList<>();
        byAddress.forEach((address, files) -> futures.add(threads.submit(() -> one(address, files, threads))));
        List<SweepReport> reports = new ArrayList<>();
        Deadline deadline = Deadline.in(ANSWER_WITHIN.plus(cleanWithin).plusSeconds(2));
        for (Future<SweepReport> future : futures) {
            reports.add(bounded(future, deadline.remaining())
                    .orElseGet(() -> SweepReport.problem("a sweep was broken off; a later one will go on with it")));
        }
        return reports;
    }

    private SweepReport one(String address, List<LeaseFile> files, ExecutorService threads) throws IOException {
        Sweep sweep = new Sweep(clients, tagPrefixes);
        if (files.stream().anyMatch(file -> !file.isEmpty()) && !address.isEmpty()) {
            URI controller = URI.create(address);
            Optional<ForkdClient> client = clients.apply(controller);
            if (client.isPresent() && silent(client.get(), threads)) {
                for (LeaseFile file : files) {
                    sweep.unreachable(file, controller, "no answer within " + ANSWER_WITHIN.toSeconds() + " s");
                }
                return sweep.report();
            }
        }
        Callable<SweepReport> cleaning = () -> {
            for (LeaseFile file : files) {
                sweep.clean(file);
            }
            return sweep.report();
        };
        return bounded(threads.submit(cleaning), cleanWithin)
                .orElseGet(() -> SweepReport.problem(address + ": deleting took longer than " + cleanWithin.toSeconds()
                        + " s; a later sweep goes on"));
    }

    /** Tells whether an address gives no answer at all, not even a refusal. */
    private static boolean silent(ForkdClient client, ExecutorService threads) {
        Future<Boolean> answer = threads.submit(() -> {
            try {
                client.version();
            } catch (UnreachableException e) {
                return e.kind() == UnreachableException.Kind.LATE;
            } catch (ForkdException e) {
                return false;
            }
            return false;
        });
        return bounded(answer, ANSWER_WITHIN).orElse(true);
    }

    private static <T> Optional<T> bounded(Future<T> future, Duration within) {
        try {
            return Optional.of(future.get(Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            future.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
