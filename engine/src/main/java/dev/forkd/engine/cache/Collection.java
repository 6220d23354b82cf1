package dev.forkd.engine.cache;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.Cache;
import dev.forkd.engine.host.Host;
import dev.forkd.wire.SnapshotInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes kept tags that are too old, too many or of no use any more, on a thread of its own while tests run. Never
 * fails a run, and does not delay one by more than a moment.
 */
public final class Collection implements AutoCloseable {

    private static final int MAX_DELETIONS = 20;
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final KeptTags tags;
    private final ForkdClient client;
    private final KeptKind wanted;
    private final Cache cache;
    private final Host host;
    private final Thread thread;

    private Collection(KeptTags tags, ForkdClient client, KeptKind wanted, Cache cache, Host host) {
        this.tags = tags;
        this.client = client;
        this.wanted = wanted;
        this.cache = cache;
        this.host = host;
        this.thread = new Thread(this::run, "forkd-cache");
        thread.setDaemon(true);
    }

    /**
     * Begins to delete.
     *
     * @param tags the records
     * @param client the client of the run's controller; others are left alone
     * @param wanted what this run's tags have in common
     * @param cache the limits
     * @param host shows what was deleted
     * @return to be closed before the client
     */
    public static Collection begin(KeptTags tags, ForkdClient client, KeptKind wanted, Cache cache, Host host) {
        Collection collection = new Collection(tags, client, wanted, cache, host);
        collection.thread.start();
        return collection;
    }

    private void run() {
        try {
            int deleted = 0;
            for (KeptTag tag : superfluous(tags.all(), wanted, cache, Instant.now(), listed(client.snapshots()))) {
                if (deleted == MAX_DELETIONS || Thread.currentThread().isInterrupted()) {
                    break;
                }
                tags.ifUnused(tag, () -> delete(tag));
                deleted++;
            }
        } catch (ForkdException e) {
            host.say("forkd: kept snapshots that are not needed are deleted later: "
                    + OutputTail.clean(String.valueOf(e.getMessage())));
        }
    }

    private void delete(KeptTag tag) {
        client.deleteSnapshot(tag.tag());
        tags.remove(tag);
        host.say("forkd: deleted the kept snapshot " + tag.tag() + ", which is not needed any more.");
    }

    private static Set<String> listed(List<SnapshotInfo> snapshots) {
        Set<String> names = new HashSet<>();
        snapshots.forEach(info -> names.add(info.tag()));
        return names;
    }

    /**
     * Chooses what to delete of the tags at one controller.
     *
     * @param entries all records
     * @param wanted what this run's tags have in common
     * @param cache the limits
     * @param now the time
     * @param listed the tags that the controller has
     */
    static List<KeptTag> superfluous(
            List<KeptTags.Entry> entries, KeptKind wanted, Cache cache, Instant now, Set<String> listed) {
        List<KeptTag> superfluous = new ArrayList<>();
        Set<String> digests = new HashSet<>();
        int left = 0;
        List<KeptTags.Entry> here = entries.stream()
                .filter(entry -> entry.tag().kind().controller().equals(wanted.controller()))
                .sorted(Comparator.comparing(KeptTags.Entry::lastUse).reversed())
                .toList();
        for (KeptTags.Entry entry : here) {
            KeptTag tag = entry.tag();
            boolean stays = listed.contains(tag.tag())
                    && tag.kind().layout() == KeptKind.LAYOUT
                    && !tag.kind().isOfOlderBase(wanted)
                    && entry.lastUse().isAfter(now.minus(cache.maxAge()))
                    && left < cache.maxTags()
                    && digests.add(tag.kind() + tag.digest());
            if (stays) {
                left++;
            } else {
                superfluous.add(tag);
            }
        }
        return superfluous;
    }

    /** Waits a moment for the end. What is not deleted by then is deleted by the next run. */
    @Override
    public void close() {
        try {
            thread.join(MAX_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
