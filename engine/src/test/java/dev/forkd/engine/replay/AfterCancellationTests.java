package dev.forkd.engine.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.ledger.Entry;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AfterCancellationTests {

    private final AfterCancellation cancelled = new AfterCancellation();

    @Test
    void what_was_begun_ends_and_says_what_it_prints() {
        assertThat(reported(printed("C"), end("C/t"), end("C"))).containsExactly(printed("C"), end("C/t"), end("C"));
    }

    @Test
    void what_was_not_begun_is_skipped_once_although_it_ran() {
        assertThat(reported(start("C/t"), printed("C/t"), end("C/t"), start("C/u"), end("C/u"), end("C")))
                .containsExactly(skip("C/t"), skip("C/u"), end("C"));
    }

    @Test
    void a_container_is_skipped_with_all_that_is_in_it() {
        assertThat(reported(
                        start("D"), start("D/t"), new Skipped("D/u", "disabled"), end("D/t"), end("D"), start("DD")))
                .containsExactly(skip("D"), skip("DD"));
    }

    @Test
    void containers_at_once_are_told_apart() {
        assertThat(reported(start("D"), start("E"), start("E/t"), end("D"), end("E/t"), end("E"), end("C")))
                .containsExactly(skip("D"), skip("E"), end("C"));
    }

    @Test
    void what_is_skipped_anyway_gives_the_cancellation_as_the_reason() {
        assertThat(reported(new Skipped("C/t", "disabled"))).containsExactly(skip("C/t"));
    }

    @Test
    void output_of_no_test_stays() {
        assertThat(reported(start("D"), printed(null))).containsExactly(skip("D"), printed(null));
    }

    private List<NodeEvent> reported(NodeEvent... events) {
        return Stream.of(events)
                .flatMap(event -> cancelled.reported(new Entry(1, event)).stream())
                .map(Entry::event)
                .toList();
    }

    private static NodeEvent start(String id) {
        return new Started(id);
    }

    private static NodeEvent end(String id) {
        return new Finished(id, Outcome.SUCCESSFUL, null);
    }

    private static NodeEvent skip(String id) {
        return new Skipped(id, "Execution cancelled");
    }

    private static NodeEvent printed(@Nullable String id) {
        return Output.of(id, false, "text".getBytes(UTF_8));
    }
}
