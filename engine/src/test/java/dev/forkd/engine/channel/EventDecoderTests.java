package dev.forkd.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.FieldData;
import dev.forkd.worker.protocol.FrameData;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.ValueData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.UniqueId;

@Timeout(60)
class EventDecoderTests {

    private static final String START = "{\"v\":4,\"s\":1,\"t\":2,";

    private final EventDecoder decoder = new EventDecoder();
    private final EventEncoder encoder = new EventEncoder();

    @Test
    void every_event_survives_the_way_with_any_text_in_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<Class<?>> kinds = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            EventLine line = new EventLine(i, random.nextLong(), event(random));
            kinds.add(line.event().getClass());
            String text = encoder.encode(line);
            assertThat(text.chars()).as("seed %s, %s", seed, i).allMatch(c -> c >= ' ' && c < 0x7f);
            assertThat(decoder.decode(text)).as("seed %s, %s", seed, i).isEqualTo(line);
        }
        assertThat(kinds)
                .as("kinds that were tried")
                .containsExactlyInAnyOrderElementsOf(Stream.of(WorkerEvent.class.getPermittedSubclasses())
                        .flatMap(group -> Stream.of(group.getPermittedSubclasses()))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|missing 'v'",
                "nonsense|no event",
                "null|missing 'v'",
                "[]|missing 'v'",
                "{}|missing 'v'",
                "5|missing 'v'",
                "{\"v\":1,\"s\":1,\"t\":2,\"e\":\"bye\"}|version 1",
                "{\"v\":\"1\",\"s\":1,\"t\":2,\"e\":\"bye\"}|'v' is not a whole number",
                "{\"v\":1.5,\"s\":1,\"t\":2,\"e\":\"bye\"}|'v' is not a whole number",
                "{\"v\":4,\"t\":2,\"e\":\"bye\"}|missing 's'",
                "{\"v\":4,\"s\":\"1\",\"t\":2,\"e\":\"bye\"}|'s' is not a whole number",
                "{\"v\":4,\"s\":99999999999999999999,\"t\":2,\"e\":\"bye\"}|'s' is not a whole number",
                "{\"v\":4,\"s\":1,\"t\":true,\"e\":\"bye\"}|'t' is not a whole number",
                "{\"v\":4,\"s\":1,\"t\":2}|missing 'e'",
                "{\"v\":4,\"s\":1,\"t\":2,\"e\":\"evil\"}|unknown event 'evil'",
                "{\"v\":4,\"s\":1,\"t\":2,\"e\":5}|'e' is not a text",
                "{\"v\":4,\"s\":1,\"s\":1,\"t\":2,\"e\":\"bye\"}|Duplicate",
                "{\"v\":4,\"s\":1,\"t\":2,\"e\":\"bye\"} {}|railing",
                "{\"v\":4,\"s\":1,\"t\":2,\"e\":\"bye\"|no event",
            })
    void a_line_that_is_no_event_is_refused(String line, String why) {
        assertThatThrownBy(() -> decoder.decode(line == null ? "" : line))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"e\":\"started\"|missing 'id'",
                "\"e\":\"started\",\"id\":null|missing 'id'",
                "\"e\":\"started\",\"id\":5|'id' is not a text",
                "\"e\":\"started\",\"id\":\"garbage\"|no event",
                "\"e\":\"started\",\"id\":\"[a:b]/garbage\"|no event",
                "\"e\":\"started\",\"id\":\"[a:%zz]\"|no event",
                "\"e\":\"finished\",\"id\":\"[a:b]\",\"outcome\":\"GREAT\"|unknown outcome 'GREAT'",
                "\"e\":\"finished\",\"id\":\"[a:b]\"|missing 'outcome'",
                "\"e\":\"finished\",\"id\":\"[a:b]\",\"outcome\":\"FAILED\",\"throwable\":5|missing 'type'",
                "\"e\":\"output\",\"id\":\"[a:b]\",\"bytes\":\"not base64!\"|no event",
                "\"e\":\"output\",\"id\":\"[a:b]\",\"error\":\"yes\",\"bytes\":\"\"|'error' is neither true nor false",
                "\"e\":\"published\",\"id\":\"[a:b]\"|missing 'entries'",
                "\"e\":\"published\",\"id\":\"[a:b]\",\"entries\":[\"k\"]|pairs without an end",
                "\"e\":\"published\",\"id\":\"[a:b]\",\"entries\":[\" \",\"v\"]|a key is blank",
                "\"e\":\"published\",\"id\":\"[a:b]\",\"entries\":[\"k\",\"\"]|a value is blank",
                "\"e\":\"published\",\"id\":\"[a:b]\",\"entries\":[\"k\",\"\\u0001\"]|a value is blank",
                "\"e\":\"published\",\"id\":\"[a:b]\",\"entries\":[\"k\",5]|not a text",
                "\"e\":\"published\",\"id\":\"[a:b]\",\"entries\":{\"k\":\"v\"}|'entries' is not a list",
                "\"e\":\"plan-finished\",\"plan\":\"1\"|'plan' is not a whole number",
                "\"e\":\"plan-finished\",\"plan\":99999999999|'plan' is too large",
                "\"e\":\"plan-failed\",\"plan\":1|missing 'throwable'",
                "\"e\":\"hello\",\"protocol\":1,\"java\":\"17\"|missing 'pid'",
                "\"e\":\"registered\",\"descriptor\":{\"id\":\"[a:b]\",\"parent\":\"\",\"name\":\"n\",\"legacy\":\"l\","
                        + "\"type\":\"TEST\"}|no event",
                "\"e\":\"registered\",\"descriptor\":{\"id\":\"[a:b]\",\"parent\":\"[a:b]\",\"name\":\"n\",\"legacy\":\"l\","
                        + "\"type\":\"EVIL\"}|unknown type 'EVIL'",
                "\"e\":\"registered\",\"descriptor\":{\"id\":\"[a:b]\",\"parent\":\"[a:b]\",\"name\":\" \",\"legacy\":\"l\","
                        + "\"type\":\"TEST\"}|a display name is blank",
                "\"e\":\"plan-failed\",\"plan\":1,\"throwable\":{\"type\":\"t\",\"text\":\"t\",\"frames\":[{}]}|missing"
                        + " 'type'",
                "\"e\":\"plan-failed\",\"plan\":1,\"throwable\":{\"type\":\"t\",\"text\":\"t\",\"frames\":{}}|'frames' is not"
                        + " a list",
                "\"e\":\"plan-failed\",\"plan\":1,\"throwable\":{\"type\":\"t\",\"text\":\"t\",\"assertion\":1}|'assertion'"
                        + " is neither",
            })
    void an_event_with_wrong_content_is_refused(String content, String why) {
        assertThatThrownBy(() -> decoder.decode(START + content + "}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(why);
    }

    @Test
    void deep_nesting_is_refused() {
        String deep = START + "\"e\":\"bye\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> decoder.decode(deep))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void more_values_than_any_event_has_are_refused() {
        String many = START + "\"e\":\"bye\",\"x\":[" + "0,".repeat(1_100_000) + "0]}";

        assertThatThrownBy(() -> decoder.decode(many))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("oken");
    }

    @Test
    void messages_stay_short_however_long_the_nonsense_is() {
        assertThatThrownBy(() -> decoder.decode(START + "\"e\":\"" + "x".repeat(100_000) + "\"}"))
                .isInstanceOf(ProtocolException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(1_000));
    }

    @Test
    void an_id_with_ancestors_without_end_is_refused() {
        String id = "[a:b]" + "/[c:d]".repeat(2_000);

        assertThatThrownBy(() -> decoder.decode(START + "\"e\":\"started\",\"id\":\"" + id + "\"}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("an id is too long")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(1_000));
    }

    @Test
    void as_many_containers_in_one_another_as_run_in_process_are_taken() {
        String id = "[engine:junit-jupiter]/[class:A]" + "/[dynamic-container:#1]".repeat(500);

        assertThat(decoder.decode(START + "\"e\":\"started\",\"id\":\"" + id + "\"}")
                        .event())
                .isEqualTo(new WorkerEvent.Started(id));
    }

    @Test
    void an_id_that_is_another_spelling_of_one_is_refused() {
        String id = "[engine:junit-jupiter]/[class:A]/[method:b%28%29]";

        assertThatThrownBy(() -> decoder.decode(START + "\"e\":\"started\",\"id\":\"" + id + "\"}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("canonical");
    }

    @Test
    void a_throwable_with_fields_without_end_is_refused() {
        String field = "{\"owner\":\"o\",\"name\":\"n\",\"value\":{\"kind\":\"INT\",\"text\":\"1\"}}";
        String throwable = "{\"type\":\"t\",\"text\":\"t\",\"fields\":[" + (field + ",").repeat(100) + field + "]}";

        assertThatThrownBy(() ->
                        decoder.decode(START + "\"e\":\"plan-failed\",\"plan\":1,\"throwable\":" + throwable + "}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("101 fields");
    }

    private static WorkerEvent event(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> new WorkerEvent.Hello(random.nextInt(), text(random), random.nextLong());
            case 1 -> new WorkerEvent.Heartbeat();
            case 2 -> new WorkerEvent.PlanStarted(random.nextInt(), List.of(id(random), id(random)));
            case 3 -> new WorkerEvent.PlanFinished(random.nextInt());
            case 4 -> new WorkerEvent.Unresolved(id(random), random.nextBoolean() ? throwable(random, 3) : null);
            case 5 -> new WorkerEvent.Registered(descriptor(random));
            case 6 -> new WorkerEvent.Started(id(random));
            case 7 -> new WorkerEvent.Skipped(id(random), text(random));
            case 8 ->
                new WorkerEvent.Finished(
                        id(random),
                        List.of(Outcome.SUCCESSFUL, Outcome.ABORTED, Outcome.FAILED)
                                .get(random.nextInt(3)),
                        random.nextBoolean() ? throwable(random, 3) : null);
            case 9 -> new WorkerEvent.Published(id(random), pairs(random));
            case 10 ->
                WorkerEvent.Output.of(random.nextBoolean() ? id(random) : null, random.nextBoolean(), bytes(random));
            case 11 -> new WorkerEvent.PlanFailed(random.nextInt(), throwable(random, 60));
            case 12 ->
                new WorkerEvent.FilePublished(
                        id(random), text(random), text(random), maybe(random), List.of(text(random), text(random)));
            case 13 -> new WorkerEvent.Ready();
            case 14 -> new WorkerEvent.Broken(throwable(random, 3));
            case 15 -> new WorkerEvent.Asked(random.nextInt(), id(random));
            case 16 -> new WorkerEvent.Full();
            case 17 -> new WorkerEvent.Waiting(List.of(text(random), text(random)));
            case 18 -> new WorkerEvent.Halted(id(random));
            default -> new WorkerEvent.Bye();
        };
    }

    private static DescriptorData descriptor(Random random) {
        SourceData source = new SourceData(
                text(random),
                List.of(text(random), text(random)),
                random.nextInt(),
                random.nextInt(),
                random.nextBoolean() ? List.of() : List.of(new SourceData(text(random), List.of(), 1, 0, List.of())));
        String[] types = {"TEST", "CONTAINER", "CONTAINER_AND_TEST"};
        return new DescriptorData(
                id(random),
                id(random),
                "n" + text(random),
                text(random),
                types[random.nextInt(3)],
                List.of(text(random), "second"),
                random.nextBoolean() ? source : null);
    }

    private static ThrowableData throwable(Random random, int depth) {
        boolean leaf = depth == 0 || random.nextInt(20) == 0;
        List<FrameData> frames = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            frames.add(new FrameData(
                    maybe(random),
                    maybe(random),
                    maybe(random),
                    text(random),
                    text(random),
                    maybe(random),
                    random.nextInt()));
        }
        List<FieldData> fields = new ArrayList<>();
        for (int i = depth < 3 ? random.nextInt(3) : 0; i > 0; i--) {
            fields.add(new FieldData(text(random), text(random), value(random, depth)));
        }
        return new ThrowableData(
                random.nextInt(),
                text(random),
                maybe(random),
                text(random),
                random.nextBoolean(),
                frames,
                leaf ? null : throwable(random, depth - 1),
                depth < 4 && !leaf ? List.of(throwable(random, depth - 1)) : List.of(),
                fields);
    }

    private static ValueData value(Random random, int depth) {
        ValueData.Kind[] kinds = ValueData.Kind.values();
        return new ValueData(
                kinds[random.nextInt(kinds.length)],
                maybe(random),
                depth > 0 && random.nextBoolean() ? List.of(value(random, depth - 1)) : List.of(),
                depth > 0 && random.nextBoolean() ? throwable(random, depth - 1) : null);
    }

    private static Map<String, String> pairs(Random random) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            pairs.put("k" + text(random), "v" + text(random));
        }
        return pairs;
    }

    private static String id(Random random) {
        UniqueId id = UniqueId.forEngine("e");
        for (int i = random.nextInt(3); i > 0; i--) {
            id = id.append("type", "v" + text(random).replaceAll("[\\ud800-\\udfff]", ""));
        }
        return id.toString();
    }

    private static String maybe(Random random) {
        return random.nextBoolean() ? text(random) : null;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(Random random) {
        List<String> hostile = Arrays.asList(
                "",
                " ",
                "\u0000",
                "\ud83d",
                "\ude00",
                "\ud83d\ude00",
                "\u2028\u2029",
                "\"",
                "\\",
                "\\u0041",
                "\r\n\t",
                "\u007f\u0080\u009f",
                "\ufffe\uffff",
                "</system-out>]]>",
                "::error::",
                "\u001b[31m",
                "{\"v\":1}",
                "a/b]");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? hostile.get(random.nextInt(hostile.size()))
                            : String.valueOf((char) random.nextInt(0x10000)));
        }
        if (random.nextInt(500) == 0) {
            text.append("x".repeat(random.nextInt(100_000)));
        }
        return text.toString();
    }
}
