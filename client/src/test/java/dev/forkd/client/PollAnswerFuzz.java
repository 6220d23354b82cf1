package dev.forkd.client;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What a guest's poll prints: an answer that was asked for, or the one exception. */
public final class PollAnswerFuzz {
    private static final Set<String> STREAMS = Set.of("stdout", "events");
    private static final int MAX = 64;

    private PollAnswerFuzz() {}

    /**
     * Tries one input.
     *
     * @param input what is printed
     */
    public static void fuzzerTestOneInput(byte[] input) {
        PollAnswer answer;
        try {
            answer = PollAnswer.parse(new String(input, StandardCharsets.UTF_8), STREAMS, MAX);
        } catch (MalformedException e) {
            return;
        }
        boolean asked = answer.sizes().keySet().equals(STREAMS)
                && STREAMS.containsAll(answer.chunks().keySet());
        if (!asked || answer.chunks().values().stream().anyMatch(chunk -> chunk.length > MAX)) {
            throw new IllegalStateException("more than was asked for: " + answer);
        }
    }
}
