package dev.forkd.engine.ledger;

import static dev.forkd.engine.ledger.Ledgers.DECODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.protocol.WorkerEvent;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpoolTests {

    private static final int BOUND = 10_000;

    private final Storage storage = new Storage(BOUND, DECODER);

    @Test
    void order_is_exact_across_the_bound_and_memory_stays_within_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Spool spool = new Spool(storage);
        Deque<Entry> expected = new ArrayDeque<>();
        for (int step = 0; step < 20_000; step++) {
            // In waves, so that the bound is crossed in both directions many times.
            boolean filling = (step / 500) % 2 == 0;
            if (random.nextInt(10) < (filling ? 8 : 2)) {
                Entry entry = entry(step, random.nextInt(300));
                spool.add(entry, Ledgers.line(entry.event()));
                expected.add(entry);
            } else {
                assertThat(spool.poll()).as("seed %s, step %s", seed, step).isEqualTo(expected.poll());
            }
            assertThat(storage.inMemory()).isLessThanOrEqualTo(BOUND);
            assertThat(spool.isEmpty()).isEqualTo(expected.isEmpty());
        }
        assertThat(storage.paths()).as("something was spilled").isNotEmpty();
        while (!expected.isEmpty()) {
            assertThat(spool.poll()).as("seed %s", seed).isEqualTo(expected.poll());
        }
        assertThat(spool.poll()).isNull();
        assertThat(storage.inMemory()).isZero();
        storage.close();
    }

    @Test
    void all_units_share_one_bound_and_one_file() {
        Spool one = new Spool(storage);
        Spool other = new Spool(storage);
        for (int i = 0; i < 100; i++) {
            add(one, entry(2 * i, 200));
            add(other, entry(2 * i + 1, 200));
        }

        assertThat(storage.inMemory()).isLessThanOrEqualTo(BOUND);
        for (int i = 0; i < 100; i++) {
            assertThat(other.poll()).isEqualTo(entry(2 * i + 1, 200));
            assertThat(one.poll()).isEqualTo(entry(2 * i, 200));
        }
        storage.close();
    }

    @Test
    void no_file_is_made_as_long_as_there_is_room() {
        add(new Spool(storage), entry(1, 10));

        assertThat(storage.paths()).isEmpty();
        storage.close();
    }

    @Test
    void the_file_is_gone_when_the_ledger_is_closed() {
        add(new Spool(storage), entry(1, 2 * BOUND));
        List<Path> files = storage.paths();
        assertThat(files).isNotEmpty();

        storage.close();

        assertThat(files).allSatisfy(file -> assertThat(file).doesNotExist());
    }

    @Test
    void what_the_file_cannot_take_stays_in_memory() {
        Spool spool = new Spool(storage);
        add(spool, entry(1, 2 * BOUND));
        storage.close();

        Entry late = new Entry(2, new WorkerEvent.Skipped("[engine:e]/[class:2]", "x".repeat(2 * BOUND)));
        Spool other = new Spool(storage);
        add(other, late);

        assertThat(other.poll()).isEqualTo(late);
    }

    @Test
    void output_that_the_file_cannot_take_is_left_out_and_that_is_said_once_for_each_test() {
        Storage small = new Storage(BOUND, 3L * BOUND, DECODER);
        Spool spool = new Spool(small);
        for (int i = 0; i < 20; i++) {
            add(spool, entry(1, BOUND));
        }

        assertThat(printed(drain(spool))).hasSizeLessThan(6 * BOUND).containsOnlyOnce("output is missing from here on");
        small.close();
    }

    @Test
    void a_test_that_prints_for_ever_costs_bounded_memory() {
        Storage small = new Storage(BOUND, 100L * BOUND, DECODER);
        Spool spool = new Spool(small);
        Entry entry = entry(1, 20);
        String line = Ledgers.line(entry.event());
        for (int i = 0; i < 100_000; i++) {
            spool.add(entry, line);
        }

        // What is in the file costs no memory, and neither does what was left out.
        assertThat(objectsOf(spool)).hasSizeLessThan(200);
        small.close();
    }

    @Test
    void what_is_published_for_ever_is_left_out_too_but_no_result() {
        Storage small = new Storage(BOUND, BOUND, DECODER);
        Spool spool = new Spool(small);
        Entry published = new Entry(1, new WorkerEvent.Published("[engine:e]/[class:1]", Map.of("key", "value")));
        String line = Ledgers.line(published.event());
        for (int i = 0; i < 10_000; i++) {
            spool.add(published, line);
        }
        Entry result = new Entry(2, new WorkerEvent.Skipped("[engine:e]/[class:1]", "why"));
        add(spool, result);

        List<Entry> entries = drain(spool);
        assertThat(entries).hasSizeLessThan(500).endsWith(result);
        small.close();
    }

    @Test
    void notices_about_ids_that_were_made_up_are_bounded() {
        Storage full = new Storage(0, -1, DECODER);
        Spool spool = new Spool(full);
        for (int i = 0; i < 5_000; i++) {
            add(spool, entry(i, 1));
        }

        List<Entry> entries = drain(spool);
        assertThat(entries).hasSize(1_000);
        assertThat(printed(entries)).containsOnlyOnce("output of all tests is missing from here on");
        full.close();
    }

    @Test
    void the_files_room_is_used_again_when_nothing_waits_in_it() {
        Storage small = new Storage(BOUND, 3L * BOUND, DECODER);
        Spool spool = new Spool(small);
        for (int i = 0; i < 20; i++) {
            add(spool, entry(i, BOUND));

            assertThat(drain(spool)).containsExactly(entry(i, BOUND));
        }
        small.close();
    }

    @Test
    void what_waits_long_keeps_only_the_room_beside_it() {
        Storage small = new Storage(BOUND, 64L * BOUND, DECODER);
        Spool waiting = new Spool(small);
        Spool spool = new Spool(small);
        for (int i = 0; i < 500; i++) {
            if (i % 100 == 0) {
                add(waiting, entry(-i, BOUND));
            }
            add(spool, entry(i, BOUND));

            assertThat(drain(spool)).containsExactly(entry(i, BOUND));
            assertThat(small.paths()).hasSizeLessThan(8);
        }
        assertThat(drain(waiting)).hasSize(5);
        assertThat(small.paths()).hasSizeLessThan(2);
        small.close();
    }

    @Test
    void an_interrupted_writer_does_not_close_the_file_for_the_others() {
        Spool spool = new Spool(storage);
        Thread.currentThread().interrupt();
        add(spool, entry(1, 2 * BOUND));
        assertThat(Thread.interrupted()).isTrue();

        assertThat(spool.poll()).isEqualTo(entry(1, 2 * BOUND));
        storage.close();
    }

    private static List<Entry> drain(Spool spool) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = spool.poll(); entry != null; entry = spool.poll()) {
            entries.add(entry);
        }
        return entries;
    }

    private static String printed(List<Entry> entries) {
        StringBuilder printed = new StringBuilder();
        for (Entry entry : entries) {
            printed.append(new String(((WorkerEvent.Output) entry.event()).bytes(), StandardCharsets.US_ASCII));
        }
        return printed.toString();
    }

    private static Collection<?> objectsOf(Spool spool) {
        try {
            Field slots = Spool.class.getDeclaredField("slots");
            slots.setAccessible(true);
            return (Collection<?>) slots.get(spool);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The field 'slots' of Spool", e);
        }
    }

    private static void add(Spool spool, Entry entry) {
        spool.add(entry, Ledgers.line(entry.event()));
    }

    private static Entry entry(int number, int size) {
        byte[] bytes = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
        return new Entry(number, WorkerEvent.Output.of("[engine:e]/[class:" + number + "]", number % 2 == 0, bytes));
    }
}
