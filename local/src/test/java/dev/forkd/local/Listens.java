package dev.forkd.local;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** A program that listens on a free port, writes the port to a file, and ends before long. */
final class Listens {

    private Listens() {}

    public static void main(String[] file) throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            Path part = Files.writeString(Path.of(file[0] + ".part"), Integer.toString(socket.getLocalPort()));
            Files.move(part, Path.of(file[0]), StandardCopyOption.ATOMIC_MOVE);
            TimeUnit.SECONDS.sleep(60);
        }
    }
}
