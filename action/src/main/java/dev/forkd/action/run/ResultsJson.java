package dev.forkd.action.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.forkd.action.runner.Console;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the results as JSON in two forms: a small one that fits an output and an environment variable, where long
 * outputs are cut at their start, and a complete one in a file.
 */
final class ResultsJson {
    /** Together with its name, an environment variable of a later step can have at most 131071 bytes. */
    static final int BUDGET = 100_000;

    private final JsonFactory json = new JsonFactory();
    private final Console console;

    ResultsJson(Console console) {
        this.console = console;
    }

    /** Writes the small form. Ids and exit codes are never shortened; the outputs share the remaining space. */
    String small(List<ShardResult> results) throws IOException {
        int fixed = render(
                        results,
                        results.stream()
                                .map(r -> List.of(Cut.NOTHING, Cut.NOTHING))
                                .toList())
                .length();
        int left = Math.max(0, BUDGET - fixed);
        List<Tail> tails = new ArrayList<>();
        for (ShardResult result : results) {
            tails.add(tail(result.stdout(), left));
            tails.add(tail(result.stderr(), left));
        }
        int each = share(tails, left);
        List<List<Cut>> outputs = new ArrayList<>();
        for (int i = 0; i < tails.size(); i += 2) {
            outputs.add(List.of(tails.get(i).within(each), tails.get(i + 1).within(each)));
        }
        return render(results, outputs);
    }

    private Tail tail(Recording recording, int most) throws IOException {
        byte[] bytes = recording.tail(most + 4);
        int from = 0;
        if (bytes.length < recording.received()) {
            // Do not begin in the middle of a UTF-8 character.
            while (from < bytes.length && from < 4 && (bytes[from] & 0xC0) == 0x80) {
                from++;
            }
        }
        String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return new Tail(console.redact(text), recording.received(), bytes.length == recording.received());
    }

    /**
     * Returns how many bytes each output may have, if all outputs get the same share. Outputs that need less leave the
     * rest to the others.
     */
    private static int share(List<Tail> tails, int left) {
        int[] needs = tails.stream().mapToInt(Tail::need).sorted().toArray();
        for (int i = 0; i < needs.length; i++) {
            int each = left / (needs.length - i);
            if (needs[i] > each) {
                return each;
            }
            left -= needs[i];
        }
        return Integer.MAX_VALUE;
    }

    private String render(List<ShardResult> results, List<List<Cut>> outputs) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartArray();
            for (int i = 0; i < results.size(); i++) {
                ShardResult result = results.get(i);
                List<Cut> streams = outputs.get(i);
                out.writeStartObject();
                out.writeStringField("id", result.id());
                out.writeNumberField("exit_code", result.exitCode());
                out.writeStringField("stdout", streams.get(0).text());
                out.writeStringField("stderr", streams.get(1).text());
                further(out, result, streams.get(0).cut() || streams.get(1).cut());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        return text.toString();
    }

    private void further(JsonGenerator out, ShardResult result, boolean truncated) throws IOException {
        out.writeNumberField("index", result.index());
        out.writeNumberField("duration_ms", result.duration().toMillis());
        out.writeBooleanField("timed_out", result.timedOut());
        out.writeBooleanField("truncated", truncated);
        if (result.signal().isPresent()) {
            out.writeNumberField("signal", result.signal().getAsInt());
        } else {
            out.writeNullField("signal");
        }
        if (result.error().isPresent()) {
            String error = console.redact(result.error().get());
            out.writeStringField("error", error.length() > 500 ? error.substring(0, 500) : error);
        }
    }

    /** Writes the complete form to a file. Only one output is in memory at a time. */
    void whole(List<ShardResult> results, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator out = json.createGenerator(writer)) {
            out.writeStartArray();
            for (ShardResult result : results) {
                out.writeStartObject();
                out.writeStringField("id", result.id());
                out.writeNumberField("exit_code", result.exitCode());
                stream(out, "stdout", result.stdout());
                stream(out, "stderr", result.stderr());
                further(out, result, lost(result.stdout()) || lost(result.stderr()));
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static boolean lost(Recording recording) {
        return recording.kept() < recording.received();
    }

    private void stream(JsonGenerator out, String name, Recording recording) throws IOException {
        byte[] bytes = Files.readAllBytes(recording.file());
        out.writeStringField(name, console.redact(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** The part of an output that is shown, and whether something was cut off. */
    private record Cut(String text, boolean cut) {
        static final Cut NOTHING = new Cut("", false);
    }

    /** The end of an output, which knows how many bytes it takes in JSON. */
    private static final class Tail {
        private static final int MAX_MARK = 40;

        private final String text;
        private final long received;
        private final boolean complete;
        private final int[] sizes;

        Tail(String text, long received, boolean complete) {
            this.text = text;
            this.received = received;
            this.complete = complete;
            this.sizes = text.codePoints().map(Tail::size).toArray();
        }

        int need() {
            return Arrays.stream(sizes).sum() + (complete ? 0 : MAX_MARK);
        }

        Cut within(int most) {
            if (complete && need() <= most) {
                return new Cut(text, false);
            }
            int room = most - MAX_MARK;
            if (room < 0) {
                return new Cut("", true);
            }
            int from = sizes.length;
            while (from > 0 && room >= sizes[from - 1]) {
                from--;
                room -= sizes[from];
            }
            String kept = text.substring(text.offsetByCodePoints(0, from));
            long cut = Math.max(1, received - kept.getBytes(StandardCharsets.UTF_8).length);
            return new Cut("[... " + cut + " bytes cut]\n" + kept, true);
        }

        /** The number of bytes that a character takes in the JSON written here. */
        private static int size(int character) {
            if (character < 0x20) {
                return "\b\t\n\f\r".indexOf(character) >= 0 ? 2 : 6;
            } else if (character == '"' || character == '\\') {
                return 2;
            } else if (character < 0x80) {
                return 1;
            } else if (character < 0x800) {
                return 2;
            }
            return character < 0x10000 ? 3 : 4;
        }
    }
}
