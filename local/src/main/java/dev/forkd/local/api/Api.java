package dev.forkd.local.api;

import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.Faults;
import dev.forkd.local.http.ConnectionDrop;
import dev.forkd.local.http.Handler;
import dev.forkd.local.http.HttpFailure;
import dev.forkd.local.http.Reply;
import dev.forkd.local.http.Request;
import dev.forkd.local.sandbox.Listener;
import dev.forkd.local.sandbox.SandboxHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole REST API. Each request is authenticated first, then routed, then exposed to the configured faults, and then
 * handled (contract 2.3, 4).
 */
public final class Api implements Handler, AutoCloseable {
    private final BearerAuth auth;
    private final Faults faults;
    private final Context context;
    private final Router router;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean answering = true;

    /**
     * Creates the API.
     *
     * @param settings what to imitate
     * @param host starts the sandboxes; closed by the caller
     * @param snapshots directory for tags; created if missing
     * @param faults the faults to produce
     * @throws IOException if the directory cannot be created
     */
    public Api(ApiSettings settings, SandboxHost host, Path snapshots, Faults faults) throws IOException {
        this.auth = new BearerAuth(settings.token(), settings.version());
        this.faults = faults;
        this.context = new Context(
                settings,
                host,
                new SandboxRegistry(),
                new SnapshotStore(snapshots),
                new BranchSlots(settings.branchConcurrency()),
                new Timers(settings.timerScale(), closing));
        this.router = new Router(
                Stream.of(
                                new InfoRoutes(context).routes(),
                                new SandboxRoutes(context).routes(),
                                new SnapshotRoutes(context).routes())
                        .flatMap(List::stream)
                        .toList(),
                settings.version());
    }

    /**
     * Adds a tag from files that are kept elsewhere.
     *
     * @param tag the tag
     * @param directory what another controller kept of it; it is only read
     */
    public void adopt(String tag, Path directory) {
        context.snapshots().adopt(tag, directory);
    }

    @Override
    public Reply handle(Request request) throws InterruptedException {
        if (!answering) {
            context.timers().forever();
        }
        auth.check(request);
        Router.Match match = router.find(request);
        Optional<LiveSandbox> target = match.variables().stream().findFirst().flatMap(id -> context.sandboxes()
                .find(id));
        List<Effect> effects = faults.strike(
                match.route().operation(), target.map(LiveSandbox::number).orElse(0));
        for (Effect effect : effects) {
            before(effect, target);
        }
        Reply reply;
        try {
            reply = match.route().action().run(new Call(request, match.variables(), effects));
        } catch (HttpFailure e) {
            reply = e.reply();
        }
        for (Effect effect : effects) {
            reply = after(effect, reply);
        }
        return reply;
    }

    /**
     * Lists what listens in this machine's network, and in which sandboxes.
     *
     * @return one entry for each socket
     */
    public List<Listener> listeners() {
        return Listener.all(
                context.sandboxes().all().stream().collect(Collectors.toMap(LiveSandbox::id, LiveSandbox::sandbox)));
    }

    /** Ends all waits and kills all sandboxes. Calling it again does nothing. */
    @Override
    public void close() {
        closing.countDown();
        context.sandboxes().close();
    }

    private void before(Effect effect, Optional<LiveSandbox> target) throws InterruptedException {
        if (effect instanceof Effect.Fail fail) {
            throw Json.failure(fail.status(), fail.error());
        } else if (effect instanceof Effect.Answer answer) {
            throw new HttpFailure(Reply.typed(answer.status(), answer.contentType(), answer.body()));
        } else if (effect instanceof Effect.Delay delay) {
            context.timers().exactly(delay.by());
        } else if (effect instanceof Effect.Hang) {
            context.timers().forever();
        } else if (effect instanceof Effect.Drop) {
            throw new ConnectionDrop();
        } else if (effect instanceof Effect.StopAnswering) {
            answering = false;
            context.timers().forever();
        } else if (effect instanceof Effect.Restart) {
            context.sandboxes().clear();
            throw new ConnectionDrop();
        } else if (effect instanceof Effect.KillSandbox) {
            target.ifPresent(entry -> entry.sandbox().kill());
        } else if (effect instanceof Effect.KillSandboxDuring kill) {
            Executor later = CompletableFuture.delayedExecutor(kill.after().toNanos(), TimeUnit.NANOSECONDS);
            target.ifPresent(entry -> later.execute(() -> entry.sandbox().kill()));
        } else if (effect instanceof Effect.StopAgent) {
            target.ifPresent(entry -> entry.agent(LiveSandbox.Agent.GONE));
        }
    }

    private static Reply after(Effect effect, Reply reply) {
        if (effect instanceof Effect.DoThenFail fail) {
            return Json.error(fail.status(), fail.error());
        }
        if (effect instanceof Effect.DoThenDrop) {
            throw new ConnectionDrop();
        }
        return reply;
    }
}
