package dev.forkd.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds, once, the directory of a guest that may be written to (contract 7.3, 7.4). Thread-safe. */
final class WorkDirectory {
    private static final String OPERATION = "preparing the work directory";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Shell shell;
    private @Nullable String path;
    private long preparedMib;

    WorkDirectory(Shell shell) {
        this.shell = shell;
    }

    synchronized String path(long sizeMib) {
        if (sizeMib < 0) {
            throw Checks.refused(OPERATION, "its size is " + sizeMib + " MiB", "Use 0 for the guest's default");
        }
        if (path == null || sizeMib > preparedMib) {
            path = prepare(sizeMib);
            preparedMib = sizeMib;
        }
        return path;
    }

    private String prepare(long sizeMib) {
        ShellResult result =
                shell.persistently(OPERATION, Scripts.WORK_DIRECTORY, TIMEOUT, List.of(Long.toString(sizeMib)));
        if (result.exitCode() != 0 || !result.stdout().startsWith("/")) {
            throw shell.guestFailure(
                    GuestException.Reason.NO_WORK_DIRECTORY,
                    OPERATION,
                    Text.shownTail(result.stderr()),
                    "The guest's root disk is shared with its siblings; give it a tmpfs on /tmp, or set TMPDIR");
        }
        return result.stdout();
    }

    /** Resolves a path inside the work directory, and refuses one that could leave it. */
    String inside(String operation, String guestPath) {
        String work = path(0);
        String relative = guestPath.startsWith(work + "/") ? guestPath.substring(work.length() + 1) : guestPath;
        for (String part : relative.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                throw Checks.refused(
                        operation,
                        "'" + Text.shown(guestPath) + "' is not a path inside the work directory " + Text.shown(work),
                        "Only the work directory may be written to, because the root disk is shared");
            }
        }
        return work + "/" + relative;
    }
}
