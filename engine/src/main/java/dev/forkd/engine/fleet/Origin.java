package dev.forkd.engine.fleet;

import dev.forkd.client.CapacityException;
import dev.forkd.client.Fleet;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.client.Lease;
import dev.forkd.client.Sandbox;
import dev.forkd.client.UnreachableException;
import dev.forkd.engine.cache.Collection;
import dev.forkd.engine.cache.KeptKind;
import dev.forkd.engine.cache.KeptTag;
import dev.forkd.engine.cache.KeptTags;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.Cache;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.place.Layer;
import dev.forkd.engine.place.Layers;
import dev.forkd.wire.SnapshotInfo;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tag that a run begins with: the user's or, if the user wants a cache, one with files that earlier builds have
 * shipped. A kept tag saves bytes and is never trusted: whatever is in it is compared by digests like the files of any
 * other sandbox. If anything is wrong with it, the run goes on from the user's tag.
 */
final class Origin implements AutoCloseable {

    /** What is shipped in addition to a kept tag before another one is made, as part of the whole. */
    private static final int MAX_LACKING_PART = 10;

    private static final long MAX_LACKING = 1L << 20;

    private final ForkdClient client;
    private final ForkdConfiguration configuration;
    private final Layers layers;
    private final Lease lease;
    private final KeptTags tags;
    private final Host host;
    private final boolean mayKeep;
    private @Nullable KeptTag kept;
    private @Nullable AutoCloseable use;
    private @Nullable Collection collection;
    private boolean made;

    Origin(
            ControllerConnection connection,
            ForkdConfiguration configuration,
            Layers layers,
            Lease lease,
            KeptTags tags,
            Host host) {
        this.client = connection.client();
        this.configuration = configuration;
        this.layers = layers;
        this.lease = lease;
        this.tags = tags;
        this.host = host;
        // The embedded controller ends with this JVM, and its tags with it.
        this.mayKeep = !connection.embedded();
    }

    /** Returns the tag to fork from. */
    String tag() {
        return kept == null ? configuration.snapshotTag() : kept.tag();
    }

    /** Tells whether the tag is one that was kept. */
    boolean isKept() {
        return kept != null;
    }

    /** Tells whether the tag was made by this run. */
    boolean isNew() {
        return made;
    }

    /** Finds the kept tag that has the most of what is needed, or makes one. Afterwards there may be none. */
    void choose() {
        if (!mayKeep || (!wantsCache() && !hasRecords())) {
            return;
        }
        try {
            List<SnapshotInfo> listed = client.snapshots();
            KeptKind kind = kind(listed);
            if (wantsCache()) {
                find(kind, listed);
                if (lacksMuch()) {
                    make(kind);
                }
            }
            collection = Collection.begin(tags, client, kind, configuration.cache(), host);
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException | RunFailedException | IOException e) {
            host.say("forkd: no snapshot is kept for the next build: " + reason(e));
        }
    }

    private boolean wantsCache() {
        return configuration.cache().keeps() != Cache.Keeps.OFF;
    }

    /** If the user no longer wants a cache, what was kept must still be deleted when it is too old. */
    private boolean hasRecords() {
        return tags.all().stream().anyMatch(entry -> entry.tag()
                .kind()
                .controller()
                .equals(client.controller().toString()));
    }

    private KeptKind kind(List<SnapshotInfo> listed) {
        String base = configuration.snapshotTag();
        // Controllers up to 0.5.3 do not list tags that were made with forkd's CLI (contract 4.2).
        long created = listed.stream()
                .filter(info -> info.tag().equals(base))
                .findFirst()
                .or(() -> client.snapshot(base))
                .map(SnapshotInfo::createdAtUnix)
                .orElse(0L);
        return new KeptKind(
                KeptKind.LAYOUT,
                client.controller().toString(),
                base,
                created,
                configuration.cache().keeps(),
                layers.scope(configuration.cache().keeps()));
    }

    private void find(KeptKind kind, List<SnapshotInfo> listed) {
        Map<String, Boolean> usable = usable(listed);
        List<KeptTag> fitting = tags.all().stream()
                .sorted(Comparator.comparing(KeptTags.Entry::lastUse).reversed())
                .map(KeptTags.Entry::tag)
                .filter(tag -> tag.kind().equals(kind))
                .toList();
        for (KeptTag tag : fitting) {
            if (!usable.containsKey(tag.tag())) {
                host.say("forkd: the kept snapshot " + tag.tag() + " is gone from the controller.");
                tags.remove(tag);
            } else if (!usable.get(tag.tag())) {
                host.say("forkd: the kept snapshot " + tag.tag() + " is broken, as the controller says, and not used.");
            }
        }
        fitting.stream()
                .filter(tag -> usable.getOrDefault(tag.tag(), false))
                .min(Comparator.comparingLong(tag -> layer().missingIn(tag.files())))
                .ifPresent(this::use);
    }

    /** Tells of each tag whether it may be used. A tag is listed twice while it is written (contract 4.2). */
    static Map<String, Boolean> usable(List<SnapshotInfo> listed) {
        Map<String, Boolean> usable = new HashMap<>();
        listed.forEach(info -> usable.merge(info.tag(), isUsable(info), Boolean::logicalAnd));
        return usable;
    }

    private static boolean isUsable(SnapshotInfo info) {
        return (info.status() == null || info.status().equals("ready")) && !Boolean.FALSE.equals(info.bootable());
    }

    private void use(KeptTag tag) {
        tags.use(tag).ifPresent(held -> {
            release();
            kept = tag;
            use = held;
        });
    }

    private Layer layer() {
        return layers.layer(configuration.cache().keeps());
    }

    /** With a change in every build it would be slower to make a tag each time than to ship the change. */
    private boolean lacksMuch() {
        return kept == null
                || layer().missingIn(kept.files()) > Math.max(MAX_LACKING, layer().size() / MAX_LACKING_PART);
    }

    /**
     * Ships what may be kept to a sandbox of its own, and nothing else, so that nothing else can get into the tag: the
     * worker with its environment, properties and the rest of the project come later, in other sandboxes.
     */
    private void make(KeptKind kind) throws IOException {
        Fleet primer = null;
        try {
            primer = Fleet.start(client, SandboxRequests.of(configuration, tag(), 1, 1), lease);
            Sandbox sandbox = primer.sandboxes().get(0);
            if (!layers.isElsewhere(sandbox) || layer().size() == 0) {
                return;
            }
            KeptTag earlier = kept;
            Layer layer = earlier == null ? layer() : layers.united(layer(), earlier.files());
            layers.shipLayer(sandbox, layer);
            branch(sandbox, kind, layer);
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException | RunFailedException e) {
            giveUp(e);
            throw e;
        } finally {
            close(primer);
        }
    }

    private void branch(Sandbox sandbox, KeptKind kind, Layer layer) throws IOException {
        KeptTag fresh = new KeptTag(tags.newName(layer), kind, layer.digest(), layer.digests());
        lease.recordTag(fresh.tag());
        try {
            sandbox.branch(fresh.tag());
            tags.put(fresh);
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException | IOException e) {
            // The lease still names the tag. The failed branch says nothing about the tag that the sandbox came from.
            throw new IOException("the snapshot " + fresh.tag() + " could not be made: " + reason(e), e);
        }
        // A run that is killed before this line leaves a tag that is in both lists, and is deleted by the next run.
        lease.forgetTag(fresh.tag());
        use(fresh);
        made = true;
    }

    private void close(@Nullable Fleet primer) {
        try {
            if (primer != null) {
                primer.close();
            }
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            // The lease still names the sandbox, so the next run deletes it. The tag was made nevertheless.
            host.say("forkd: a sandbox is deleted later: " + reason(e));
        }
    }

    /**
     * Lets the run begin with the user's tag instead.
     *
     * @param why what went wrong with the kept one
     */
    void giveUp(Exception why) {
        KeptTag useless = kept;
        if (useless == null) {
            return;
        }
        host.say("forkd: the kept snapshot " + useless.tag() + " cannot be used, so sandboxes are forked from "
                + configuration.snapshotTag() + ": " + reason(why));
        kept = null;
        made = false;
        release();
        // A controller that is away or full says nothing about the tag.
        if (!(why instanceof CapacityException) && !(why instanceof UnreachableException)) {
            delete(useless);
        }
    }

    private void delete(KeptTag useless) {
        tags.remove(useless);
        try {
            client.deleteSnapshot(useless.tag());
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            lease.recordTag(useless.tag());
        }
    }

    private static String reason(Exception e) {
        return OutputTail.clean(String.valueOf(e.getMessage()));
    }

    private void release() {
        AutoCloseable held = use;
        use = null;
        if (held != null) {
            try {
                held.close();
            } catch (Exception e) {
                // The file was only read, so nothing is lost if it cannot be closed.
            }
        }
    }

    @Override
    public void close() {
        release();
        Collection running = collection;
        if (running != null) {
            running.close();
        }
    }
}
