package dev.forkd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.protocol.WorkerCommand;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandReaderTests {

    private static final String LINES = new WorkerCommand.Run(1, List.of("[e:x]/[c:one]")).toLine() + "\n"
            + new WorkerCommand.Run(2, List.of("[e:x]/[c:two]")).toLine() + "\n";

    @Test
    void a_heap_that_is_full_for_a_while_costs_no_command() throws IOException {
        EventWriter silent = silent();
        CommandReader commands = new CommandReader(
                new BufferedReader(new Poor(new StringReader(LINES)), 8),
                silent,
                new Halts(silent, new OutputCapture(silent)));
        commands.start();

        assertThat(commands.next().orElseThrow().ids()).containsExactly("[e:x]/[c:one]");
        assertThat(commands.next().orElseThrow().ids()).containsExactly("[e:x]/[c:two]");
        assertThat(commands.next()).isEmpty();
    }

    @Test
    void a_copy_counts_only_what_it_was_sent_itself() throws IOException {
        String become = new WorkerCommand.Become(Map.of(), 1).toLine() + "\n";
        EventWriter silent = silent();
        CommandReader commands = new CommandReader(
                new BufferedReader(new StringReader(LINES + become + LINES)),
                silent,
                new Halts(silent, new OutputCapture(silent)));

        commands.read();

        assertThat(commands.count()).isEqualTo(2);
    }

    private static EventWriter silent() {
        return new EventWriter(line -> {});
    }

    /** There is no memory at every second read. */
    private static final class Poor extends FilterReader {

        private int reads;

        Poor(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (reads++ % 2 == 0) {
                throw new OutOfMemoryError("as if the heap were full");
            }
            return super.read(buffer, offset, length);
        }
    }
}
