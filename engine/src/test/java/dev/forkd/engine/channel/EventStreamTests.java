package dev.forkd.engine.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.engine.channel.EventStream.ReceivedEvent;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTests {

    private static final List<WorkerEvent> EVENTS = List.of(
            new WorkerEvent.Hello(1, "17 \u00e9", 1),
            new WorkerEvent.Started("[engine:e]/[class:C]"),
            new WorkerEvent.Bye());

    private final EventStream stream = new EventStream(new EventDecoder());

    @Test
    void a_cut_at_any_place_gives_the_same_events() {
        byte[] bytes = lines(1, 2, 3).getBytes(US_ASCII);
        for (int first = 0; first <= bytes.length; first++) {
            int second = Math.min(bytes.length, first + 7);
            EventStream cut = new EventStream(new EventDecoder());
            List<ReceivedEvent> received = new ArrayList<>();
            received.addAll(cut.append(Arrays.copyOfRange(bytes, 0, first)));
            received.addAll(cut.append(Arrays.copyOfRange(bytes, first, second)));
            received.addAll(cut.append(Arrays.copyOfRange(bytes, second, bytes.length)));

            assertThat(received)
                    .as("cut at %s", first)
                    .extracting(event -> event.line().event())
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void each_event_comes_with_the_line_that_it_was_read_from() {
        List<ReceivedEvent> received = stream.append(lines(1).getBytes(US_ASCII));

        assertThat(received).singleElement().satisfies(event -> assertThat(event.text() + "\n")
                .isEqualTo(lines(1)));
    }

    @Test
    void a_missing_line_is_noticed() {
        stream.append(lines(1).getBytes(US_ASCII));

        refuses(lines(3), "its event 2 is missing, 3 came next");
    }

    @Test
    void a_repeated_line_is_noticed() {
        stream.append(lines(1, 2).getBytes(US_ASCII));

        refuses(lines(2), "its event 3 is missing, 2 came next");
    }

    @Test
    void what_came_before_a_broken_line_counts_and_nothing_after_it() {
        List<ReceivedEvent> received = stream.append((lines(1, 2) + "nonsense\n" + lines(3)).getBytes(US_ASCII));

        assertThat(received).hasSize(2);
        refuses("", "no event");
        refuses(lines(3), "no event");
    }

    @Test
    void a_byte_that_is_not_ascii_is_refused() {
        assertThatThrownBy(() -> stream.append("{\"v\":\u00e9".getBytes(UTF_8)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("not ASCII");
    }

    @Test
    void a_line_without_an_end_is_refused_before_it_fills_the_memory() {
        byte[] chunk = "x".repeat(1 << 20).getBytes(US_ASCII);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 65; i++) {
                        stream.append(chunk);
                    }
                })
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("more than");
    }

    @Test
    void a_line_is_no_longer_than_this_jvms_memory_allows() {
        EventStream small = new EventStream(new EventDecoder(), 8 * 1024);
        small.append(new byte[0]);

        assertThatThrownBy(() -> small.append("x".repeat(1025).getBytes(US_ASCII)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("more than 1024 bytes");
    }

    private void refuses(String text, String why) {
        assertThatThrownBy(() -> stream.append(text.getBytes(US_ASCII)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(why);
    }

    private static String lines(int... sequences) {
        StringBuilder text = new StringBuilder();
        for (int sequence : sequences) {
            text.append(new EventEncoder().encode(new EventLine(sequence, 5, EVENTS.get(sequence - 1))))
                    .append('\n');
        }
        return text.toString();
    }
}
