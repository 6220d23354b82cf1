package dev.forkd.client;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Fetches one file in slices (contract 7.6), and checks that it is the one that was there at the start. */
final class Download {
    private static final String OPERATION = "download";
    private static final int SLICE = 2 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Shell shell;
    private final String source;
    private final long most;

    Download(Shell shell, String source, long most) {
        this.shell = shell;
        this.source = source;
        this.most = most;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Slice(long size, String digest, byte[] bytes) {}

    void to(OutputStream target) throws IOException {
        MessageDigest digest = Upload.sha256();
        Slice first = slice(0, true);
        if (first.size() > most) {
            throw shell.guestFailure(
                    GuestException.Reason.TOO_LARGE,
                    OPERATION,
                    Text.shown(source) + " has " + first.size() + " bytes, more than the " + most + " allowed",
                    "Raise the limit, or make the file smaller in the guest");
        }
        long received = 0;
        byte[] bytes = first.bytes();
        while (true) {
            digest.update(bytes);
            target.write(bytes);
            received += bytes.length;
            if (received >= first.size() || bytes.length == 0) {
                break;
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
        try {
            String[] lines = result.stdout().split("\n", 2);
            String[] header = lines[0].split(" ", 2);
            String body = lines.length < 2 ? "" : lines[1].replaceAll("\\s", "");
            return new Slice(
                    Long.parseLong(header[0]), header[1], Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadableAnswerException(shell.failure(OPERATION)
                    .because("the guest's answer is not base64")
                    .advice("The image's base64, head or tail may differ from coreutils'")
                    .cause(e));
        }
    }
}
