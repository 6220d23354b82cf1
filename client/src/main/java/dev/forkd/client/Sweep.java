package dev.forkd.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One pass over the leases of dead owners at one controller's address. Not thread-safe. */
final class Sweep {
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** After this time an address that does not answer is not expected to come back with the same sandboxes. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private final Function<URI, Optional<ForkdClient>> clients;
    private final List<String> tagPrefixes;
    private final List<String> sandboxes = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int leases;

    Sweep(Function<URI, Optional<ForkdClient>> clients, List<String> tagPrefixes) {
        this.clients = clients;
        this.tagPrefixes = tagPrefixes;
    }

    SweepReport report() {
        return new SweepReport(leases, sandboxes, tags, problems);
    }

    void problem(Path path, String what) {
        problems.add(what + " (lease " + path + ")");
    }

    void clean(LeaseFile file) throws IOException {
        if (file.damaged() > 0) {
            problem(
                    file.path(),
                    file.damaged() + " of its lines are damaged; what they named may be left at the controller");
        }
        LeaseRecord opening = file.opening().orElse(null);
        String address = opening == null ? null : opening.controller();
        if (opening == null || address == null) {
            // An empty file may be about to be filled by its owner.
            if (file.isEmpty() && file.age().compareTo(ABANDONED) > 0) {
                file.delete();
            } else if (!file.isEmpty()) {
                problem(file.path(), "it does not say which controller it is for; remove it by hand");
            }
            return;
        }
        leases++;
        if (!file.isEmpty()) {
            clean(file, opening, URI.create(address));
        }
        if (file.isEmpty()) {
            file.delete();
        }
    }

    private void clean(LeaseFile file, LeaseRecord opening, URI controller) throws IOException {
        Optional<ForkdClient> client = clients.apply(controller);
        if (client.isEmpty()) {
            problem(file.path(), "its sandboxes are at " + controller + ", which this run does not use");
            return;
        }
        try {
            clean(file, client.get());
        } catch (UnreachableException e) {
            if (Boolean.TRUE.equals(opening.ephemeral())
                    && ControllerUri.isLoopback(controller)
                    && Transport.refused(e)) {
                forgetAll(file);
            } else {
                unreachable(file, controller, e.why());
            }
        }
    }

    /** Keeps the lease for a later sweep, unless it has not changed for {@link #FORGOTTEN}. */
    void unreachable(LeaseFile file, URI controller, String why) throws IOException {
        if (file.age().compareTo(FORGOTTEN) > 0) {
            problem(
                    file.path(),
                    "forgotten, because " + controller + " has not answered for " + FORGOTTEN.toDays()
                            + " days; it named the sandboxes " + Text.shown(String.join(", ", file.sandboxes()))
                            + " and the tags " + Text.shown(String.join(", ", file.tags())));
            forgetAll(file);
            file.delete();
        } else {
            problem(
                    file.path(),
                    controller + " does not answer (" + why + "); later runs ask it again, for " + FORGOTTEN.toDays()
                            + " days");
        }
    }

    private void clean(LeaseFile file, ForkdClient client) throws IOException {
        for (Map.Entry<String, String> spawn : file.spawns().entrySet()) {
            findSpawned(file, client, spawn.getKey(), spawn.getValue());
        }
        for (String id : file.sandboxes()) {
            delete(file, id, client::delete, "sandbox-gone", sandboxes);
        }
        for (String tag : file.tags()) {
            delete(file, tag, client::deleteSnapshot, "tag-gone", tags);
        }
    }

    /** Adds the sandboxes of a spawn whose answer was lost to the lease, where that is safe. */
    private void findSpawned(LeaseFile file, ForkdClient client, String spawn, String tag) throws IOException {
        try {
            List<String> found = client.sandboxes().stream()
                    .filter(info -> tag.equals(info.snapshotTag()))
                    .map(info -> info.id())
                    .filter(id -> !file.sandboxes().contains(id))
                    .toList();
            if (tagPrefixes.stream().anyMatch(tag::startsWith)) {
                for (String id : found) {
                    file.add(LeaseRecord.of("sandbox", id));
                }
            } else if (!found.isEmpty()) {
                problem(
                        file.path(),
                        "a spawn from " + Text.shown(tag) + " was cut short; one of these may be left over: "
                                + String.join(", ", found));
            }
            file.add(LeaseRecord.of("spawn-gone", spawn));
        } catch (UnreachableException e) {
            throw e;
        } catch (ForkdException e) {
            problem(file.path(), e.operation() + ": " + e.why());
        }
    }

    private void delete(LeaseFile file, String name, Consumer<String> deletion, String gone, List<String> deleted)
            throws IOException {
        try {
            deletion.accept(name);
            file.add(LeaseRecord.of(gone, name));
            deleted.add(name);
        } catch (UnreachableException e) {
            // The other deletions at this address would wait just as long.
            throw e;
        } catch (ForkdException e) {
            problem(file.path(), e.operation() + ": " + e.why());
        }
    }

    private static void forgetAll(LeaseFile file) throws IOException {
        for (String spawn : file.spawns().keySet()) {
            file.add(LeaseRecord.of("spawn-gone", spawn));
        }
        for (String id : file.sandboxes()) {
            file.add(LeaseRecord.of("sandbox-gone", id));
        }
        for (String tag : file.tags()) {
            file.add(LeaseRecord.of("tag-gone", tag));
        }
    }
}
