package dev.forkd.benchmarks.channel;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Poll;
import dev.forkd.client.RemoteCommand;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.client.StateDirectory;
import dev.forkd.client.Token;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.wire.EvalRequest;
import dev.forkd.wire.ExecRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures a controller: {@code ChannelRun [URL TAG]}, with the token in {@code FORKD_TOKEN}; without arguments a local
 * controller is started. The clocks of the sandboxes must show the time of this machine.
 */
final class ChannelRun {

    private static final int SANDBOXES = 4;
    private static final int LINES = 200;
    private static final int ROUNDS = 50;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** As long as the engine waits between two polls of a worker. */
    private static final long PAUSE_MILLIS = 25;

    private static final int CHUNK = 1_118_208;
    private static final int CHUNKS = 32;

    /** Prints the time of day in microseconds, at irregular distances, and computes in between. */
    private static final String PRINTER = "import random, sys, time\n"
            + "for i in range(" + LINES + "):\n"
            + "    end = time.time() + random.uniform(0.005, 0.08)\n"
            + "    while time.time() < end - 0.004: sum(range(2000)); time.sleep(0.004)\n"
            + "    print(int(time.time() * 1e6), flush=True)\n";

    private final PrintStream out;

    private ChannelRun(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param arguments none, or the controller's address and a snapshot's tag
     * @throws IOException if the local controller cannot be started
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) {
            String token = System.getenv("FORKD_TOKEN");
            new ChannelRun(System.out)
                    .measure(URI.create(arguments[0]), token == null ? Token.NONE : Token.of(token), arguments[1]);
            return;
        }
        try (LocalController controller = LocalController.start(LocalControllerOptions.defaults())) {
            Token token = controller.token().map(Token::of).orElse(Token.NONE);
            new ChannelRun(System.out).measure(controller.url(), token, "local");
        }
    }

    private void measure(URI url, Token token, String tag) throws InterruptedException {
        try (ForkdClient client = ForkdClient.builder(url).token(token).build();
                Lease lease = Leases.in(StateDirectory.standard()).open(client.controller(), "benchmark");
                Fleet fleet = Fleet.start(
                        client,
                        new FleetRequest(tag, SANDBOXES, true, null, false, Duration.ofSeconds(10), 0),
                        lease)) {
            Sandbox one = fleet.sandboxes().get(0);
            printing(fleet.sandboxes());
            execution(client, one);
            upload(client, one);
        }
    }

    private void printing(List<Sandbox> sandboxes) throws InterruptedException {
        Samples samples = new Samples();
        CountDownLatch ended = new CountDownLatch(sandboxes.size());
        List<Thread> readers = new ArrayList<>();
        for (Sandbox sandbox : sandboxes) {
            Thread reader = new Thread(() -> {
                read(sandbox, samples);
                ended.countDown();
            });
            reader.setDaemon(true);
            readers.add(reader);
        }
        readers.forEach(Thread::start);
        if (!ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The printing sandboxes did not end in time");
        }
        out.println("print to listener, " + sandboxes.size() + " sandboxes busy: " + samples);
    }

    private static void read(Sandbox sandbox, Samples samples) {
        RemoteProcess process = sandbox.start(
                RemoteCommand.builder("python3", "-c", PRINTER).deadline(LIMIT).build());
        StringBuilder text = new StringBuilder();
        while (true) {
            Poll poll = process.poll(Duration.ofSeconds(1));
            double now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            byte[] printed = poll.chunks().getOrDefault("stdout", new byte[0]);
            text.append(new String(printed, StandardCharsets.US_ASCII));
            for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
                samples.add((now - Double.parseDouble(text.substring(0, end))) / 1000);
                text.delete(0, end + 1);
            }
            if (poll.exit().isPresent()) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void execution(ForkdClient client, Sandbox sandbox) {
        Samples raw = new Samples();
        Samples ours = new Samples();
        for (int i = 0; i < ROUNDS; i++) {
            time(raw, () -> client.exec(sandbox.id(), new ExecRequest(List.of("true"), 20)));
            time(ours, () -> sandbox.run("true", Duration.ofSeconds(20)));
        }
        out.println("exec, raw:  " + raw);
        out.println("exec, ours: " + ours);
    }

    private void upload(ForkdClient client, Sandbox sandbox) {
        byte[] chunk = new byte[CHUNK];
        new Random(1).nextBytes(chunk);
        byte[] all = new byte[CHUNK * CHUNKS];
        new Random(2).nextBytes(all);
        String expression = "len('" + Base64.getEncoder().encodeToString(chunk) + "')";
        // In turn, so that a machine that gets slower meanwhile slows both.
        Samples raw = new Samples();
        Samples ours = new Samples();
        for (int round = 0; round < 5; round++) {
            time(raw, () -> {
                for (int i = 0; i < CHUNKS; i++) {
                    client.eval(sandbox.id(), new EvalRequest(expression));
                }
            });
            String path = sandbox.workDirectory() + "/uploaded-" + round;
            time(ours, () -> sandbox.upload(all, path));
            sandbox.run("rm -f \"$1\"", Duration.ofSeconds(20), path);
        }
        out.println(rate("upload, raw: ", all.length, raw));
        out.println(rate("upload, ours:", all.length, ours));
        out.println(String.format(Locale.ROOT, "upload, ours to raw: %.2f", raw.quantile(0.5) / ours.quantile(0.5)));
    }

    private static String rate(String what, int bytes, Samples samples) {
        return String.format(Locale.ROOT, "%s %.1f MB/s", what, bytes / 1000.0 / samples.quantile(0.5));
    }

    private static void time(Samples samples, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        samples.add((System.nanoTime() - begin) / 1e6);
    }
}
