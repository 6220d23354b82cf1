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
 * Follows what native code and child processes print, which does not go through {@code System.out} but directly to the
 * file that is this process's output. Reading the new end of that file whenever a test ends attributes the output to
 * that test.
 */
final class NativeOutput {

    private static final Pattern JVM_WARNING =
            Pattern.compile("(?md)^" + Pattern.quote(System.getProperty("java.vm.name") + " warning: ") + "[^\n]*\n?");
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Not a FileChannel: a test that leaves its thread interrupted would close it for all others. */
    private final @Nullable RandomAccessFile file;

    private long offset;

    private NativeOutput(@Nullable RandomAccessFile file, long offset) {
        this.file = file;
        this.offset = offset;
    }

    /**
     * Follows a file descriptor of this process from its present end, if it is a file and the system has {@code /proc}.
     */
    static NativeOutput ofDescriptor(int descriptor) {
        try {
            Path path = Path.of("/proc/self/fd/" + descriptor).toRealPath();
            if (Files.isRegularFile(path)) {
                return of(path);
            }
        } catch (IOException e) {
            // Without /proc, native output is not attributed to tests.
        }
        return new NativeOutput(null, 0);
    }

    static NativeOutput of(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        return new NativeOutput(file, file.length());
    }

    /** Returns what was printed since the last call; if that is very much, only the end. */
    byte[] read() {
        if (file == null) {
            return new byte[0];
        }
        try {
            long end = file.length();
            offset = Math.max(offset, end - MAX_BYTES);
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

    /** Removes the JVM's own warnings. When tests run in process, they go to the console and into no report. */
    private static byte[] withoutWarnings(byte[] bytes) {
        // ISO 8859-1 has one character per byte, so all other bytes stay as they are.
        String text = new String(bytes, ISO_8859_1);
        return JVM_WARNING.matcher(text).replaceAll("").getBytes(ISO_8859_1);
    }
}
