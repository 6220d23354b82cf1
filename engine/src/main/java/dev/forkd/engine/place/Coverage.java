package dev.forkd.engine.place;

import dev.forkd.client.ForkdException;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings coverage home. The JaCoCo agent on this JVM's command line is loaded in the workers too, where it
 * writes to a file of its own; when a worker has ended, that file is appended to the one that this JVM's
 * agent appends to. JaCoCo reads such a file as the union of its parts.
 */
public final class Coverage {

    private static final String DEFAULT_FILE = "jacoco.exec";
    private static final String DESTINATION = "destfile=";
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration LONG_FAREWELL = Duration.ofSeconds(60);

    private final Optional<Path> target;
    private final Path scratch;
    private final Host host;

    private Coverage(Optional<Path> target, Path scratch, Host host) {
        this.target = target;
        this.scratch = scratch;
        this.host = host;
    }

    /**
     * Looks which coverage this JVM records.
     *
     * @param bundle what workers have, agents among it
     * @param scratch where to put files for a while
     * @param host whom to tell what is missing
     * @return the coverage
     */
    public static Coverage of(Bundle bundle, Path scratch, Host host) {
        return new Coverage(
                bundle.agents().stream().filter(Coverage::isJacoco).findFirst().map(agent -> Path.of(
                                System.getProperty("user.dir"))
                        .resolve(destination(agent))),
                scratch,
                host);
    }

    /** The agent's options with its file inside the sandbox. */
    static String optionsInside(Bundle.Agent agent, String root) {
        if (!isJacoco(agent)) {
            return agent.options();
        }
        List<String> options = new ArrayList<>();
        for (String option : agent.options().split(",", 0)) {
            if (!option.isEmpty() && !option.startsWith(DESTINATION)) {
                options.add(option);
            }
        }
        options.add(DESTINATION + fileInside(root));
        return String.join(",", options);
    }

    /**
     * How long a worker may take to end: its agent writes the file then, and half a file would spoil the whole.
     *
     * @return the time
     */
    public Duration patience() {
        return target.isPresent() ? LONG_FAREWELL : FAREWELL;
    }

    /**
     * Fetches what the worker of a sandbox recorded.
     *
     * @param sandbox where it ran
     * @param root its directory there
     * @param ended whether the worker ended by itself, so that its file is whole
     */
    public void collect(Sandbox sandbox, String root, boolean ended) {
        target.ifPresent(file -> {
            if (!ended) {
                missing(sandbox, file, "its worker did not end by itself");
                return;
            }
            try {
                Path part = Files.createTempFile(scratch, "coverage-", ".exec");
                try {
                    sandbox.download(fileInside(root), part);
                    if (Files.size(part) == 0) {
                        missing(sandbox, file, "its worker ended without writing any (does a test call Runtime.halt?)");
                    }
                    append(part, file);
                } finally {
                    Files.deleteIfExists(part);
                }
            } catch (ForkdException | IOException e) {
                missing(sandbox, file, OutputTail.clean(String.valueOf(e.getMessage())));
            }
        });
    }

    private void missing(Sandbox sandbox, Path file, String why) {
        host.say("forkd: the coverage of sandbox " + sandbox.id() + " is missing from " + file + ": " + why);
    }

    /** Whole parts only, one after the other: the lock also keeps out other JVMs of the build. */
    private static synchronized void append(Path part, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (FileChannel from = FileChannel.open(part);
                FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = to.lock()) {
            to.position(to.size());
            long done = 0;
            while (lock.isValid() && done < from.size()) {
                done += from.transferTo(done, from.size() - done, to);
            }
        }
    }

    private static boolean isJacoco(Bundle.Agent agent) {
        return agent.path().contains("jacoco");
    }

    private static String destination(Bundle.Agent agent) {
        for (String option : agent.options().split(",", 0)) {
            if (option.startsWith(DESTINATION)) {
                return option.substring(DESTINATION.length());
            }
        }
        return DEFAULT_FILE;
    }

    private static String fileInside(String root) {
        return root + "/" + DEFAULT_FILE;
    }
}
