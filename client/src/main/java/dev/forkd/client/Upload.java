package dev.forkd.client;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Uploads one file in chunks of base64 arguments (contract 7.6). Each chunk is written at its own offset, so chunks may
 * arrive in any order, and one whose answer was lost can be sent again without appearing twice.
 */
final class Upload {
    private static final String OPERATION = "upload";

    /** A multiple of 3, so that base64 needs no padding between arguments; upload.sh uses the same block size. */
    private static final int BLOCK = 12_288;

    private static final int ARGUMENT = 7 * BLOCK;
    private static final int ARGUMENTS = 13;
    private static final int CHUNK = ARGUMENT * ARGUMENTS;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Shell shell;
    private final GuestFunctions functions;
    private final String target;
    private final String part;
    private final MessageDigest digest = sha256();

    Upload(Shell shell, GuestFunctions functions, String target) {
        this.shell = shell;
        this.functions = functions;
        this.target = target;
        this.part =
                target + ".part-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    void from(InputStream source) throws IOException {
        boolean done = false;
        try (InFlight calls = new InFlight("forkd " + OPERATION, () -> shell.failure(OPERATION))) {
            byte[] chunk = source.readNBytes(CHUNK);
            long offset = 0;
            while (true) {
                byte[] next = chunk.length < CHUNK ? new byte[0] : source.readNBytes(CHUNK);
                digest.update(chunk);
                if (next.length == 0) {
                    // The last call checks the whole file.
                    calls.await();
                    send(chunk, offset, HexFormat.of().formatHex(digest.digest()));
                    break;
                }
                byte[] current = chunk;
                long at = offset;
                calls.send(() -> send(current, at, ""));
                offset += chunk.length;
                chunk = next;
            }
            done = true;
        } finally {
            if (!done) {
                removePart();
            }
        }
    }

    private void send(byte[] chunk, long offset, String whole) {
        long sent = offset + chunk.length;
        if (functions
                .call(
                        "upload",
                        TIMEOUT,
                        List.of(
                                part,
                                offset,
                                target,
                                sent,
                                whole,
                                Base64.getEncoder().encodeToString(chunk)))
                .isPresent()) {
            return;
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(part);
        arguments.add(Long.toString(offset / BLOCK));
        arguments.add(target);
        arguments.add(Long.toString(sent));
        arguments.add(whole);
        arguments.addAll(base64(chunk));
        ShellResult result = shell.persistently(OPERATION, Scripts.UPLOAD, TIMEOUT, arguments);
        if (result.exitCode() != 0) {
            throw failed(result, sent);
        }
    }

    static List<String> base64(byte[] bytes) {
        List<String> arguments = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += ARGUMENT) {
            byte[] slice = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + ARGUMENT));
            arguments.add(Base64.getEncoder().encodeToString(slice));
        }
        return arguments;
    }

    /** The most bytes that one exec call can carry as arguments. */
    static int chunkSize() {
        return CHUNK;
    }

    private GuestException failed(ShellResult result, long sent) {
        String words = Text.shownTail(result.stderr());
        String what = "after " + sent + " bytes of " + Text.shown(target) + ": " + words;
        if (words.toLowerCase(Locale.ROOT).contains("no space left")) {
            return shell.guestFailure(
                    GuestException.Reason.NO_SPACE,
                    OPERATION,
                    "the guest's memory file system is full " + what,
                    "Ask for a larger work directory, or send less");
        }
        if (result.exitCode() == 52) {
            return shell.guestFailure(
                    GuestException.Reason.DIGEST_MISMATCH,
                    OPERATION,
                    "the file arrived damaged " + what,
                    "Try again; if it happens again, something else writes to the file");
        }
        return shell.guestFailure(
                GuestException.Reason.FAILED,
                OPERATION,
                "the guest's shell failed with " + result.exitCode() + " " + what,
                "The image needs the coreutils base64, dd, mv and sha256sum");
    }

    private void removePart() {
        try {
            shell.once(OPERATION, "rm -f \"$1\"", Duration.ofSeconds(5), List.of(part));
        } catch (ForkdException ignored) {
            // The first failure is the one to report, and the partial file is deleted together with the sandbox.
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
