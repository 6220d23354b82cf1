package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What native code and child processes print goes past {@code System.out} into the file that is this
 * process's output. Reading that file's new end whenever a test ends tells which test it belongs to.
 */
final class NativeOutput {

    private static final Pattern JVM_WARNING =
            Pattern.compile("(?md)^" + Pattern.quote(System.getProperty("java.vm.name") + " warning: ") + "[^\n]*\n?");
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /** Not a channel: a test that leaves its thread interrupted would close that for all. */
    private final @Nullable RandomAccessFile file;

    private long offset;

    private NativeOutput(@Nullable RandomAccessFile file, long offset) {
        this.file = file;
        this.offset = offset;
    }

    /** Follows a file descriptor of this process from its present end, where the system shows such files. */
    static NativeOutput ofDescriptor(int descriptor) {
        try {
            Path path = Path.of("/proc/self/fd/" + descriptor).toRealPath();
            if (Files.isRegularFile(path)) {
                return of(path);
            }
        } catch (IOException e) {
            // No such files here: what native code prints is then not attributed to a test.
        }
        return new NativeOutput(null, 0);
    }

    static NativeOutput of(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        return new NativeOutput(file, file.length());
    }

    /** What was printed since the last call; of very much, the end. */
    byte[] read() {
        if (file == null) {
            return new byte[0];
        }
        try {
            long end = file.length();
            offset = Math.max(offset, end - MOST_BYTES);
            if (end <= offset) {
                return new byte[0];
            }
            byte[] buffer = new byte[(int) (end - offset)];
            file.seek(offset);
            int read = Math.max(0, file.read(buffer));
            offset += read;
            return withoutWarnings(Arrays.copyOf(buffer, read));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** What the JVM says of itself is no test's output: in process it goes to the console and into no report. */
    private static byte[] withoutWarnings(byte[] bytes) {
        // One character per byte: whatever else it is, it stays as it was.
        String text = new String(bytes, ISO_8859_1);
        return JVM_WARNING.matcher(text).replaceAll("").getBytes(ISO_8859_1);
    }
}
