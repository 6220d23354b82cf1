package dev.forkd.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forkd.local.sandbox.Sandbox;
import dev.forkd.wire.SandboxInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A sandbox as the API sees it: an entry of the registry. Thread-safe. */
final class LiveSandbox {
    private static final String GUEST_ADDRESS = "10.42.0.2:8888";

    /**
     * Whether the agent in the sandbox accepts connections. Only faults and branches change this, never the sandbox
     * itself.
     */
    enum Agent {
        LISTENING,
        /** Nothing listens on the agent's port. */
        GONE,
        /** The VM is paused or broken: connections are never accepted. */
        SILENT
    }

    private final String id;
    private final int number;
    private final Origin origin;
    private final Sandbox sandbox;
    private final AtomicBoolean branching = new AtomicBoolean();
    private volatile Agent agent = Agent.LISTENING;
    private volatile boolean deleted;
    private volatile boolean held = true;
    private volatile Branches branches = new Branches(0, null);

    LiveSandbox(String id, int number, Origin origin, Sandbox sandbox) {
        this.id = id;
        this.number = number;
        this.origin = origin;
        this.sandbox = sandbox;
    }

    /**
     * What the create call said about the sandbox. {@code namespace} is 0 for the shared network device of the host.
     */
    record Origin(String tag, int namespace, @Nullable Long memoryLimitMib, boolean liveFork, long createdAtUnix) {}

    private record Branches(long count, @Nullable String lastMemoryPath) {}

    String id() {
        return id;
    }

    /** The sandbox's number: 1 for the first one that the controller ever created, and so on. */
    int number() {
        return number;
    }

    Origin origin() {
        return origin;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Agent agent() {
        return agent;
    }

    void agent(Agent state) {
        this.agent = state;
    }

    /** Takes the VM handle for a branch; only one branch can hold it at a time (contract 8.1). */
    boolean beginBranch() {
        return held && branching.compareAndSet(false, true);
    }

    /** Gives the handle back, or kills the VM if it was deleted meanwhile (contract 5.4). */
    void endBranch() {
        branching.set(false);
        if (deleted) {
            sandbox.kill();
        }
    }

    /** Loses the VM handle: the sandbox is still listed, but can never be branched again (contract 8.5). */
    void dropHandle() {
        held = false;
        sandbox.kill();
    }

    void delete() {
        deleted = true;
        if (!branching.get()) {
            sandbox.kill();
        }
    }

    boolean hasBranched() {
        return branches.count() > 0;
    }

    void branched(Path snapshot) {
        branches = new Branches(
                branches.count() + 1, snapshot.resolve("memory.bin").toString());
    }

    /** The sandbox in an answer, with the fields that the given version has (contract 4.3). */
    ObjectNode describe(EmulatedVersion version) {
        Branches now = branches;
        ObjectNode node = Json.object(new SandboxInfo(
                id,
                origin.tag(),
                origin.namespace() == 0 ? null : "forkd-child-" + origin.namespace(),
                GUEST_ADDRESS,
                origin.createdAtUnix(),
                sandbox.pid(),
                origin.memoryLimitMib(),
                now.count() > 0,
                now.lastMemoryPath(),
                now.count()));
        if (!version.since(EmulatedVersion.V0_3_4)) {
            node.remove(List.of("last_branch_memory_path", "branch_count"));
        }
        return node;
    }

    /** The error that a connection to the agent ends with, and after how long; empty if it can be made. */
    Optional<Unreachable> unreachable() {
        if (!sandbox.alive()) {
            return Optional.of(new Unreachable("No route to host (os error 113)", 3));
        }
        return switch (agent) {
            case LISTENING -> Optional.empty();
            case GONE -> Optional.of(new Unreachable("Connection refused (os error 111)", 0));
            case SILENT -> Optional.of(new Unreachable("connection timed out", 5));
        };
    }

    /** Why no connection to the agent can be made, and after how many seconds that is noticed. */
    record Unreachable(String reason, int seconds) {
        String text(String operation) {
            return operation + ": connect " + GUEST_ADDRESS + ": " + reason;
        }
    }
}
