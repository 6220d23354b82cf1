package dev.forkd.client;

import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the output of the guest's {@code poll}. The guest is not trusted, so anything unexpected is an error. */
record PollAnswer(Map<String, byte[]> chunks, Map<String, Long> sizes, @Nullable End end, boolean dead) {
    private static final Pattern END =
            Pattern.compile("(exited) (0|[1-9][0-9]{0,2})|(signaled) ([1-9][0-9]?)|deadline|killed|abandoned|lost");
    private static final Pattern STREAM = Pattern.compile("@(size|data) ([a-z0-9-]{1,32}) (0|[1-9][0-9]{0,17})");
    private static final int MAX_STATUS = 255;

    /** How the process ended, in the words of the guest's scripts. */
    enum How {
        EXITED,
        SIGNALED,
        DEADLINE,
        KILLED,
        ABANDONED,
        LOST
    }

    /** The end of the process; the number is an exit code or a signal, otherwise 0. */
    record End(How how, int number) {}

    /**
     * Reads one answer.
     *
     * @param streams the names of the streams that were polled; each must be in the answer
     * @param most the maximum of bytes per stream that was asked for
     */
    static PollAnswer parse(String text, Set<String> streams, int most) throws MalformedException {
        Map<String, byte[]> chunks = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        End end = null;
        boolean dead = false;
        boolean done = false;
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext() && !done) {
            String line = lines.next().stripTrailing();
            if (line.equals("@done")) {
                done = true;
            } else if (line.equals("@dead")) {
                dead = true;
            } else if (line.startsWith("@exit ") && end == null) {
                end = end(line.substring("@exit ".length()));
            } else {
                stream(line, lines, streams, most, sizes, chunks);
            }
        }
        if (!done) {
            throw new MalformedException("it is cut short");
        }
        if (!sizes.keySet().equals(streams)) {
            throw new MalformedException("a stream is missing");
        }
        return new PollAnswer(chunks, sizes, end, dead);
    }

    private static End end(String words) throws MalformedException {
        Matcher end = END.matcher(words);
        if (!end.matches()) {
            throw new MalformedException("it tells no end that is known");
        }
        String word = words.split(" ", 2)[0];
        String number = end.group(2) != null ? end.group(2) : end.group(4);
        int value = number == null ? 0 : Integer.parseInt(number);
        if (value > MAX_STATUS) {
            throw new MalformedException("its exit code is " + value);
        }
        return new End(How.valueOf(word.toUpperCase(Locale.ROOT)), value);
    }

    private static void stream(
            String line,
            Iterator<String> lines,
            Set<String> streams,
            int most,
            Map<String, Long> sizes,
            Map<String, byte[]> chunks)
            throws MalformedException {
        Matcher words = STREAM.matcher(line);
        if (!words.matches() || !streams.contains(words.group(2))) {
            throw new MalformedException("an unknown line");
        }
        String name = words.group(2);
        long number = Long.parseLong(words.group(3));
        boolean size = words.group(1).equals("size");
        if (!size && number > most) {
            throw new MalformedException(number + " bytes where at most " + most + " were asked for");
        }
        Object before = size ? sizes.put(name, number) : chunks.put(name, data(lines, (int) number));
        if (before != null) {
            throw new MalformedException("a stream appears twice");
        }
    }

    private static byte[] data(Iterator<String> lines, int size) throws MalformedException {
        var base64 = new StringBuilder();
        long characters = (size + 2L) / 3 * 4;
        while (base64.length() < characters && lines.hasNext()) {
            base64.append(lines.next().strip());
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.toString());
            if (bytes.length == size) {
                return bytes;
            }
            throw new MalformedException(bytes.length + " bytes instead of " + size);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("its data is not base64");
        }
    }
}
