package dev.forkd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forkd.worker.protocol.WorkerEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventWriterTests {

    private static final int EVENTS = 600;
    private static final byte[] MUCH = new byte[100_000];

    @TempDir
    private Path directory;

    private Path path;
    private EventFile file;
    private EventWriter events;
    private final AtomicInteger written = new AtomicInteger();

    @BeforeEach
    void open() throws IOException {
        path = directory.resolve("events");
        file = new EventFile(path);
        events = new EventWriter(file);
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    @Test
    void a_writer_waits_until_the_host_has_read_and_what_was_read_takes_no_room() throws Exception {
        Thread writer = new Thread(this::writeAll);
        writer.start();
        long offset = 0;
        long sequence = 0;
        StringBuilder rest = new StringBuilder();
        int outputs = 0;
        while (outputs < EVENTS) {
            byte[] read = read(offset);
            offset += read.length;
            rest.append(new String(read, StandardCharsets.US_ASCII));
            for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
                String line = rest.substring(0, end);
                rest.delete(0, end + 1);
                sequence++;
                assertThat(line).contains("\"s\":" + sequence + ",");
                outputs += line.contains("\"output\"") ? 1 : 0;
                if (line.contains("\"full\"")) {
                    assertThat(file.kept()).isBetween(16_000_000L, 18_000_000L);
                    events.acknowledge(sequence);
                }
            }
        }
        writer.join();

        assertThat(offset).isGreaterThan(70_000_000L);
        assertThat(file.kept()).isLessThan(17_000_000L);
    }

    @Test
    void nobody_waits_for_a_host_that_is_gone() {
        Thread writer = new Thread(this::writeAll);
        writer.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> writer.getState() == Thread.State.TIMED_WAITING);
        assertThat(written.get()).isLessThan(EVENTS);

        events.waitNoMore();

        await().atMost(Duration.ofSeconds(20)).until(() -> written.get() == EVENTS);
    }

    @Test
    void what_a_test_cuts_off_the_file_is_written_again() throws IOException {
        for (int i = 0; i < 30; i++) {
            events.write(WorkerEvent.Output.of("[e:x]", false, new byte[9_000]));
        }
        byte[] before = Files.readAllBytes(path);
        try (RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
            other.setLength(0);
        }

        events.write(new WorkerEvent.Heartbeat());

        byte[] after = Files.readAllBytes(path);
        int tail = 256 * 1024;
        assertThat(before.length).isGreaterThan(tail);
        assertThat(Arrays.copyOfRange(after, before.length - tail, before.length))
                .isEqualTo(Arrays.copyOfRange(before, before.length - tail, before.length));
        assertThat(new String(after, before.length, after.length - before.length, StandardCharsets.US_ASCII))
                .contains("\"s\":31,", "heartbeat");
    }

    @Test
    void an_event_for_which_there_was_no_memory_leaves_no_gap() {
        List<Long> numbers = new ArrayList<>();
        EventWriter poor = new EventWriter(line -> {
            if (line.event() instanceof WorkerEvent.Ready) {
                throw new OutOfMemoryError("as if the heap were full");
            }
            numbers.add(line.sequence());
        });

        poor.write(new WorkerEvent.Heartbeat());
        assertThatThrownBy(() -> poor.write(new WorkerEvent.Ready())).isInstanceOf(OutOfMemoryError.class);
        poor.write(new WorkerEvent.Heartbeat());

        assertThat(numbers).containsExactly(1L, 2L);
    }

    private void writeAll() {
        for (int i = 0; i < EVENTS; i++) {
            events.write(WorkerEvent.Output.of("[e:x]", false, MUCH));
            written.incrementAndGet();
        }
    }

    private byte[] read(long offset) throws IOException {
        long size = Files.size(path);
        if (size <= offset) {
            return new byte[0];
        }
        byte[] bytes = new byte[(int) Math.min(size - offset, 1 << 20)];
        try (RandomAccessFile reader = new RandomAccessFile(path.toFile(), "r")) {
            reader.seek(offset);
            reader.readFully(bytes);
        }
        return bytes;
    }

    @Test
    void what_is_kept_back_is_written_by_a_copy_with_numbers_of_its_own() throws Exception {
        EventWriter copied = EventWriter.holding(file);
        copied.write(new WorkerEvent.PlanStarted(1, List.of("C")));
        copied.write(new WorkerEvent.Heartbeat());
        copied.write(WorkerEvent.Output.of("C", false, new byte[] {'x'}));
        copied.writeLast(new WorkerEvent.Waiting(List.of()));
        copied.write(new WorkerEvent.Heartbeat());
        copied.writeFirst(new WorkerEvent.Ready());
        copied.release(event -> !(event instanceof WorkerEvent.Output), true);
        copied.write(new WorkerEvent.Bye());

        assertThat(Files.readAllLines(path))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"s\":1,", "\"heartbeat\""),
                        line -> assertThat(line).contains("\"s\":2,", "\"waiting\""),
                        line -> assertThat(line).contains("\"s\":1,", "\"ready\""),
                        line -> assertThat(line).contains("\"s\":2,", "\"plan-started\""),
                        line -> assertThat(line).contains("\"s\":3,", "\"bye\""));
        assertThat(copied.heldTooMuch()).isFalse();
    }

    @Test
    void more_than_can_be_kept_for_every_copy_is_not_kept() {
        EventWriter copied = EventWriter.holding(file);
        for (int i = 0; i < 100; i++) {
            copied.write(WorkerEvent.Output.of("C", false, MUCH));
        }

        assertThat(copied.heldTooMuch()).isTrue();
    }
}
