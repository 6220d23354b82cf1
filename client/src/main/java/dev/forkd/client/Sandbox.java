package dev.forkd.client;

import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.wire.SnapshotInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * One sandbox: runs scripts and processes in its guest, and copies files to and from it. The guest is not trusted, so
 * its answers are bounded and checked. Thread-safe. If the controller no longer knows the sandbox, the methods that
 * work in its guest throw a {@link SandboxLostException}.
 */
public final class Sandbox {
    /** The largest file that {@link #download(String, Path)} fetches, in bytes: 1 GiB. */
    public static final long MAX_DOWNLOAD = 1L << 30;

    private static final Duration ANY_TIME = Duration.ofDays(365);
    private static final Duration PING_PAUSE = Duration.ofMillis(100);
    private static final int MAX_RENEWALS = 3;

    private final ForkdClient client;
    private final SandboxInfo info;
    private final Shell shell;
    private final GuestFunctions functions;
    private final WorkDirectory workDirectory;

    Sandbox(ForkdClient client, SandboxInfo info) {
        this.client = client;
        this.info = info;
        this.shell = new Shell(client, info.id(), info.memoryLimitMib());
        this.functions = new GuestFunctions(client, info.id());
        this.workDirectory = new WorkDirectory(shell);
    }

    /**
     * Returns this sandbox's id.
     *
     * @return the id at the controller
     */
    public String id() {
        return info.id();
    }

    /**
     * Returns what the controller said when the sandbox was spawned or listed.
     *
     * @return the sandbox's description at that time
     */
    public SandboxInfo info() {
        return info;
    }

    /**
     * Returns the client through which this sandbox is reached.
     *
     * @return the client
     */
    public ForkdClient client() {
        return client;
    }

    /**
     * Waits until the guest answers a ping, with a pause of 100 ms between pings (contract 6.9). If the controller
     * itself is away for long meanwhile, the time starts again, but only three times.
     *
     * @param within how long to wait, usually 10 seconds
     * @throws DeadlineException if the guest stays silent: delete the sandbox and spawn another (contract 5.3)
     * @throws SandboxLostException if the controller does not know the sandbox
     */
    public void awaitReady(Duration within) {
        Deadline deadline = Deadline.in(within);
        Failure context = shell.failure("waiting for the guest");
        String last = "no pong";
        int renewals = 0;
        do {
            long asked = System.nanoTime();
            try {
                if (client.ping(id()).pong()) {
                    return;
                }
            } catch (NotFoundException e) {
                throw shell.lost("waiting for the guest", "the controller does not know it", e);
            } catch (ControllerException | UnreachableException | CapacityException e) {
                last = e.why();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            boolean away = took.compareTo(client.timeouts().ping().multipliedBy(2)) > 0;
            if (away && renewals < MAX_RENEWALS) {
                renewals++;
                deadline = Deadline.in(within); // The guest gets its full time again.
            }
            Pause.of(PING_PAUSE, context);
        } while (!deadline.passed());
        String renewed = renewals == 0
                ? ""
                : ", although that was begun again " + renewals + " times because the controller was away";
        throw new DeadlineException(
                context.because("no pong within " + within.toMillis() + " ms" + renewed + "; last: " + last)
                        .advice("Delete it and spawn another one"));
    }

    /**
     * Runs a short script with the guest's {@code sh} and waits for its end. The script runs at most once: if the
     * connection breaks before the answer comes, only its result is asked for again. Use {@link #start} for anything
     * long.
     *
     * @param script POSIX shell, below 131071 bytes; its stdin is empty
     * @param timeout rounded up to seconds, 1 second to a day
     * @param args passed to the script as {@code $1} and so on
     * @return exit code and outputs, each up to a few MiB (contract 6.7)
     * @throws GuestException if the script could not be started or did not end in time, or its shell was killed
     */
    public ShellResult run(String script, Duration timeout, String... args) {
        return shell.atMostOnce("run", script, timeout, List.of(args), workDirectory.path(0));
    }

    /**
     * Returns the directory of the guest that may be written to; it is looked for once. It lies below {@code $TMPDIR}
     * if that is set, otherwise below {@code /tmp}. In the latter case it must be on a memory file system, because the
     * root disk is shared between sandboxes (contract 7.3); if {@code /tmp} is not, one is mounted if possible.
     *
     * @return an absolute path; only its owner may enter it
     * @throws GuestException if there is no such directory
     */
    public String workDirectory() {
        return workDirectory.path(0);
    }

    /**
     * Like {@link #workDirectory()}, with room for more than a guest's default of 256 MiB (contract 7.4). Call this
     * before anything is written. Where {@code TMPDIR} is set, the size is not checked.
     *
     * @param sizeMib the least size of its file system in MiB; a larger file system is mounted if needed
     * @return an absolute path; only its owner may enter it
     * @throws GuestException if there is no such directory, or it cannot be made that large
     */
    public String workDirectory(long sizeMib) {
        return workDirectory.path(sizeMib);
    }

    /**
     * Copies a file into the guest, checks its digest, and only then moves it to its path. Chunks that were lost are
     * sent again. The file gets mode 0600; missing directories are created with mode 0700.
     *
     * @param source read once, from start to end
     * @param guestPath inside the work directory: absolute, or relative to it
     * @throws GuestException if the guest's memory file system is full, or the file arrives damaged
     * @throws UncheckedIOException if the source cannot be read
     */
    public void upload(Path source, String guestPath) {
        try (InputStream in = Files.newInputStream(source)) {
            upload(in, guestPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Like {@link #upload(Path, String)}, but from memory.
     *
     * @param content the file's bytes
     * @param guestPath inside the work directory: absolute, or relative to it
     * @throws GuestException if the guest's memory file system is full, or the file arrives damaged
     */
    public void upload(byte[] content, String guestPath) {
        try (InputStream in = new ByteArrayInputStream(content)) {
            upload(in, guestPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void upload(InputStream in, String guestPath) throws IOException {
        new Upload(shell, functions, workDirectory.inside("upload", guestPath)).from(in);
    }

    /**
     * Fetches a file from the guest and checks its digest.
     *
     * @param guestPath absolute, or relative to the work directory
     * @param maxBytes the largest file to accept
     * @return the file's bytes
     * @throws GuestException if the file is missing, larger, or changes meanwhile
     */
    public byte[] download(String guestPath, long maxBytes) {
        var bytes = new ByteArrayOutputStream();
        try {
            new Download(shell, functions, absolute(guestPath), maxBytes, Download.Pace.standard(ANY_TIME)).to(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Fetches a file of up to {@link #MAX_DOWNLOAD} bytes and checks its digest. The target is created or replaced only
     * once the file is complete.
     *
     * @param guestPath absolute, or relative to the work directory
     * @param target a file in an existing directory
     * @throws GuestException if the file is missing, larger, or changes meanwhile
     * @throws UncheckedIOException if the target cannot be written
     */
    public void download(String guestPath, Path target) {
        download(guestPath, target, MAX_DOWNLOAD, ANY_TIME);
    }

    /**
     * Like {@link #download(String, Path)}, with limits: the guest is not trusted with this machine's disk and time.
     *
     * @param guestPath absolute, or relative to the work directory
     * @param target a file in an existing directory
     * @param maxBytes the largest file to accept
     * @param within nothing more of the file is asked for after this time
     * @throws GuestException if the file is missing, larger, or changes meanwhile
     * @throws DeadlineException if the file does not arrive in time
     * @throws UncheckedIOException if the target cannot be written
     */
    public void download(String guestPath, Path target, long maxBytes, Duration within) {
        try {
            Path directory = target.toAbsolutePath().getParent();
            Path part = Files.createTempFile(directory, ".download-", ".part");
            try {
                try (OutputStream out = Files.newOutputStream(part)) {
                    new Download(shell, functions, absolute(guestPath), maxBytes, Download.Pace.standard(within))
                            .to(out);
                }
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String absolute(String guestPath) {
        return guestPath.startsWith("/") ? guestPath : workDirectory.inside("download", guestPath);
    }

    /**
     * Starts a process, which may run for longer than a single exec allows.
     *
     * @param command what to run
     * @return the running process
     * @throws GuestException if the program or the working directory is missing, or there is no space for the process's
     *     files
     */
    public RemoteProcess start(RemoteCommand command) {
        return new ProcessStarter(this, shell, workDirectory).start(command);
    }

    /**
     * Makes a tag of this sandbox in its present state: see {@link ForkdClient#branch}.
     *
     * @param tag name of the new tag
     * @return the finished tag
     */
    public SnapshotInfo branch(String tag) {
        return client.branch(id(), new BranchRequest(tag, null));
    }

    /** Deletes this sandbox. A sandbox that is already gone counts as deleted. */
    public void delete() {
        client.delete(id());
    }

    Shell shell() {
        return shell;
    }

    GuestFunctions functions() {
        return functions;
    }

    /** {@return the id, for messages} */
    @Override
    public String toString() {
        return "Sandbox[" + id() + "]";
    }
}
