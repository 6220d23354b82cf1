import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What another user of the machine tries on a running build: a port, then processes ({@code 123}) and directories
 * ({@code /x}). It prints a line for each try, and holds many half requests open until its input ends.
 */
public final class Intruder {

    private static final int HALF_REQUESTS = 600;

    private Intruder() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        String[] requests = {
            "GET /v1/sandboxes", "GET /version", "GET /metrics", "GET /v1/snapshots", "POST /v1/sandboxes",
            "DELETE /v1/snapshots/local"
        };
        for (String request : requests) {
            request(port, request);
        }
        for (int i = 1; i < arguments.length; i++) {
            String target = arguments[i];
            if (target.startsWith("/")) {
                directory(Path.of(target));
            } else if (target.startsWith("sb-")) {
                request(port, "DELETE /v1/sandboxes/" + target);
                for (String what : new String[] {"exec", "eval", "ping", "branch"}) {
                    request(port, "POST /v1/sandboxes/" + target + "/" + what);
                }
            } else {
                process(Long.parseLong(target));
            }
        }
        List<Socket> held = new ArrayList<>();
        for (int i = 0; i < HALF_REQUESTS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write("POST /v1/sandboxes HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII));
            held.add(socket);
        }
        System.out.println("holds " + held.size());
        while (System.in.read() >= 0) {
            // Until whoever started this has seen enough.
        }
        System.exit(0);
    }

    private static void told(String what, boolean isIn) {
        System.out.println((isIn ? "IN " : "out ") + what);
    }

    private static void request(int port, String request) throws IOException {
        String body = "{\"snapshot_tag\":\"local\",\"n\":1,\"args\":[\"id\"],\"code\":\"1\",\"tag\":\"x\"}";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(10_000);
            String text = request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(in.readNBytes(64), StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
            told(request + ": " + answer, !answer.startsWith("HTTP/1.1 401"));
        }
    }

    private static void process(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        for (String file : new String[] {"environ", "mem", "maps", "fd/0"}) {
            told("read " + proc.resolve(file), canRead(proc.resolve(file)));
        }
        for (String directory : new String[] {"cwd", "root", "fd"}) {
            told("list " + proc.resolve(directory), canList(proc.resolve(directory)));
        }
        for (String file : new String[] {"mem", "oom_score_adj", "comm"}) {
            told("write " + proc.resolve(file), Files.isWritable(proc.resolve(file)) && canOpen(proc.resolve(file)));
        }
        try {
            Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start();
            told("stop " + pid, kill.waitFor() == 0);
        } catch (IOException | InterruptedException e) {
            told("stop " + pid + ": " + e, false);
        }
    }

    private static void directory(Path directory) {
        told("list " + directory, canList(directory));
        try {
            Files.writeString(directory.resolve("intruder"), "was here");
            told("write " + directory, true);
        } catch (IOException e) {
            told("write " + directory, false);
        }
    }

    private static boolean canRead(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canOpen(Path file) {
        try (var out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.WRITE)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canList(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.iterator().hasNext();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
