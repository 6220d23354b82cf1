package dev.forkd.action;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.Sandbox;
import dev.forkd.client.Token;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Isolation;
import dev.forkd.wire.SpawnRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A sandbox with nine files of 300,000 bytes, each of which it lists as one byte. */
public final class FloodedSandbox implements AutoCloseable {
    private final LocalController controller;
    private final ForkdClient client;
    private final Sandbox sandbox;

    public FloodedSandbox(Path directory) throws IOException, InterruptedException {
        Path programs = Files.createDirectories(directory.resolve("programs"));
        Path wc = Files.writeString(programs.resolve("wc"), "#!/bin/sh\ncat >/dev/null\necho 1\n");
        Files.setPosixFilePermissions(wc, PosixFilePermissions.fromString("rwx------"));
        controller = LocalController.start(LocalControllerOptions.defaults()
                .withStateRoot(directory.resolve("controller"))
                .withIsolation(Isolation.Choice.PLAIN)
                .withGuestEnvironment(Map.of("PATH", programs + ":/usr/bin:/bin")));
        client = ForkdClient.builder(controller.url())
                .token(Token.of(controller.token().orElseThrow()))
                .build();
        sandbox = client.attach(
                client.spawn(new SpawnRequest("local", 1, true, null, false)).get(0));
        sandbox.run(
                "mkdir \"$1\" && cd \"$1\" && for i in 1 2 3 4 5 6 7 8 9; do head -c 300000 /dev/zero >$i; done",
                Duration.ofSeconds(20),
                flood());
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    /** The directory of the files. */
    public String flood() {
        return sandbox.workDirectory() + "/flood";
    }

    /** The size of all files below a directory of this machine. */
    public static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() {
        client.close();
        controller.close();
    }
}
