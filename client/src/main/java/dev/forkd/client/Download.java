package dev.forkd.client;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches one file in slices (contract 7.6), and checks by its digest that the file did not change meanwhile. */
final class Download {
    private static final String OPERATION = "download";
    private static final int SLICE = 2 << 20;
    private static final Pattern HEADER = Pattern.compile("(0|[1-9][0-9]{0,17}) ([0-9a-f]{64}|-)\n");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Shell shell;
    private final GuestFunctions functions;
    private final String source;
    private final long most;
    private final Pace pace;

    /**
     * How slow a guest may be. Only bytes that have arrived give it more time; the size that it claims does not.
     *
     * @param roundTrips time for the calls themselves
     * @param bytesPerMs the least rate
     * @param within the longest that the whole file may take, whatever its rate
     */
    record Pace(Duration roundTrips, long bytesPerMs, Duration within) {
        /** For a slow guest on a busy host. */
        static Pace standard(Duration within) {
            return new Pace(Duration.ofMinutes(2), 100, within);
        }

        Duration after(long received) {
            return roundTrips.plusMillis(received / bytesPerMs);
        }
    }

    Download(Shell shell, GuestFunctions functions, String source, long most, Pace pace) {
        this.shell = shell;
        this.functions = functions;
        this.source = source;
        this.most = most;
        this.pace = pace;
    }

    @SuppressWarnings("ArrayRecordComponent") // instances are never compared
    private record Slice(long size, String digest, byte[] bytes) {}

    void to(OutputStream target) throws IOException {
        MessageDigest digest = Upload.sha256();
        Deadline whole = Deadline.in(pace.within());
        Slice first = slice(0, true);
        if (first.size() > most) {
            throw shell.guestFailure(
                    GuestException.Reason.TOO_LARGE,
                    OPERATION,
                    Text.shown(source) + " has " + first.size() + " bytes, more than the " + most + " allowed",
                    "Raise the limit, or make the file smaller in the guest");
        }
        // The first slice does not count, because the guest computes the digest of the whole file for it.
        long start = System.nanoTime();
        long received = 0;
        byte[] bytes = first.bytes();
        while (true) {
            if (bytes.length != Math.min(SLICE, first.size() - received)) {
                break;
            }
            digest.update(bytes);
            target.write(bytes);
            received += bytes.length;
            if (received >= first.size()) {
                break;
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (whole.passed() || elapsed.compareTo(pace.after(received)) > 0) {
                throw new DeadlineException(shell.failure(OPERATION)
                        .because(
                                Text.shown(source) + " came too slowly: " + received + " of " + first.size() + " bytes")
                        .advice("The guest is overloaded, or holds its answers back"));
            }
            bytes = slice(received, false).bytes();
        }
        if (received != first.size()
                || !HexFormat.of().formatHex(digest.digest()).equals(first.digest())) {
            throw shell.guestFailure(
                    GuestException.Reason.DIGEST_MISMATCH,
                    OPERATION,
                    Text.shown(source) + " changed while it was read: " + received + " of " + first.size() + " bytes",
                    "Wait until the program that writes it has ended");
        }
    }

    private Slice slice(long offset, boolean withDigest) {
        Optional<String> quick =
                functions.call("download", TIMEOUT, List.of(source, offset, SLICE, withDigest ? 1 : 0));
        return quick.isPresent() ? read(quick.get()) : read(byScript(offset, withDigest));
    }

    private String byScript(long offset, boolean withDigest) {
        List<String> arguments =
                List.of(source, Long.toString(offset), Integer.toString(SLICE), withDigest ? "1" : "0");
        ShellResult result = shell.persistently(OPERATION, Scripts.DOWNLOAD, TIMEOUT, arguments);
        if (result.exitCode() != 0) {
            String why =
                    result.exitCode() == 60 ? "is not a file" : "cannot be read: " + Text.shownTail(result.stderr());
            throw shell.guestFailure(
                    GuestException.Reason.FAILED,
                    OPERATION,
                    Text.shown(source) + " " + why,
                    "Check the path, and that the program wrote the file");
        }
        return result.stdout();
    }

    private Slice read(String answer) {
        try {
            return parse(answer);
        } catch (MalformedException e) {
            throw new UnreadableAnswerException(shell.failure(OPERATION)
                    .because("the guest's answer is not one: " + e.getMessage())
                    .advice("The image's base64, head or tail may differ from coreutils'")
                    .cause(e));
        }
    }

    private static Slice parse(String answer) throws MalformedException {
        Matcher header = HEADER.matcher(answer);
        if (!header.lookingAt()) {
            throw new MalformedException("it has no size and digest");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(answer.substring(header.end()).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its data is not base64");
        }
        if (bytes.length > SLICE) {
            throw new MalformedException("it has more bytes than were asked for");
        }
        return new Slice(Long.parseLong(header.group(1)), header.group(2), bytes);
    }
}
