package dev.forkd.worker.warm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes environment variables of this running JVM. The JVM was started with placeholders that are long enough. They
 * are overwritten in the JVM's own map, which {@code getenv} reads, and in the process's environment block.
 */
final class Environment {

    private static final Path STAT = Path.of("/proc/self/stat");
    /**
     * The fields with the beginning and the end of the environment block, counted from after the program's name in
     * parentheses.
     */
    private static final int START_FIELD = 47;

    private static final int END_FIELD = 48;
    private static final int MAX_BLOCK = 16 << 20;

    private final JdkFields fields;

    Environment(JdkFields fields) {
        this.fields = fields;
    }

    /**
     * Sets variables.
     *
     * @param variables values by name; an empty value removes the variable
     */
    void set(Map<String, String> variables) throws IOException, ReflectiveOperationException {
        setForChildren(variables);
        setForThisJvm(variables);
    }

    private void setForThisJvm(Map<String, String> variables) throws ReflectiveOperationException {
        Object all = fields.get("java.lang.ProcessEnvironment", "theEnvironment");
        if (!(all instanceof Map<?, ?> environment)) {
            throw new NoSuchFieldException("ProcessEnvironment.theEnvironment is not a map in this Java");
        }
        Iterator<? extends Map.Entry<?, ?>> entries = environment.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            @Nullable String value = variables.get(String.valueOf(entry.getKey()));
            Object held = entry.getValue();
            if (value == null || held == null) {
                continue;
            }
            if (value.isEmpty()) {
                entries.remove();
            } else {
                Class<?> owner = held.getClass().getSuperclass();
                fields.set(held, owner, "str", value);
                fields.set(held, owner, "bytes", value.getBytes(UTF_8));
            }
        }
    }

    private static void setForChildren(Map<String, String> variables) throws IOException {
        String stat = Files.readString(STAT, ISO_8859_1);
        String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        long start = Long.parseLong(numbers[START_FIELD]);
        int size = (int) Math.min(MAX_BLOCK, Long.parseLong(numbers[END_FIELD]) - start);
        try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "rw")) {
            byte[] block = new byte[size];
            memory.seek(start);
            memory.readFully(block);
            int from = 0;
            while (from < size) {
                int next = next(block, from);
                overwrite(memory, start + from, Arrays.copyOfRange(block, from, next - 1), variables);
                from = next;
            }
        }
    }

    private static void overwrite(RandomAccessFile memory, long address, byte[] text, Map<String, String> variables)
            throws IOException {
        // If a longer value was here before, the text ends with zeros, which can be used again.
        int equals = new String(text, ISO_8859_1).indexOf('=');
        @Nullable String value = equals < 0 ? null : variables.get(new String(text, 0, equals, UTF_8));
        if (value == null) {
            return;
        }
        byte[] fresh = new byte[text.length];
        if (!value.isEmpty()) {
            byte[] bytes = value.getBytes(UTF_8);
            if (bytes.length > text.length - equals - 1) {
                throw new IOException("The placeholder is too short for " + value.length() + " characters");
            }
            System.arraycopy(text, 0, fresh, 0, equals + 1);
            System.arraycopy(bytes, 0, fresh, equals + 1, bytes.length);
        }
        memory.seek(address);
        memory.write(fresh);
    }

    /**
     * Returns where the next variable begins. Zeros that were left when a variable was shortened belong to that
     * variable.
     */
    private static int next(byte[] block, int from) {
        int to = from;
        while (to < block.length && block[to] != 0) {
            to++;
        }
        do {
            to++;
        } while (to < block.length && block[to] == 0);
        return Math.min(to, block.length + 1);
    }
}
