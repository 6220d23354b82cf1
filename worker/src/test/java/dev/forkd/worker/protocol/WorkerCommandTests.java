package dev.forkd.worker.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerCommandTests {

    private static final String SMILE = "\uD83D\uDE00";
    private static final String GRIN = "\uD83D\uDE01";

    static Stream<WorkerCommand> commands() {
        return Stream.of(
                new WorkerCommand.Configure(Map.of("a key", "ä value")),
                new WorkerCommand.Run(1, List.of()),
                new WorkerCommand.Run(2, List.of("")),
                new WorkerCommand.Run(3, List.of("[e:x]/[c:A]/[m:a()]", "[e:x]/[c:A]/[m:a()]", "[e:x]", "", "other")),
                new WorkerCommand.Plan(4, List.of("1:2", "1:2:3", "[m:" + SMILE + "]", "[m:" + GRIN + "]")),
                new WorkerCommand.Grant(5, List.of("[e:x]/[c:A]", "[e:x]/[c:B]")),
                new WorkerCommand.Refuse(6, List.of("1:a")),
                new WorkerCommand.Seal(7),
                new WorkerCommand.Ack(8),
                new WorkerCommand.Freeze(3),
                new WorkerCommand.GoOn(),
                new WorkerCommand.Become(Map.of("SANDBOX_INDEX", "1"), -9),
                new WorkerCommand.Stop());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_read_as_it_was_written(WorkerCommand command) {
        String line = command.toLine();

        assertThat(line).matches("[\\x20-\\x7e]*");
        assertThat(WorkerCommand.parse(line)).isEqualTo(command);
    }

    @Test
    void a_plan_of_many_tests_takes_little_room() {
        List<String> ids = IntStream.range(0, 1_000)
                .mapToObj(i ->
                        "[engine:junit-jupiter]/[class:com.example.SomeLongClassNameTest]/[method:test" + i + "()]")
                .toList();

        assertThat(new WorkerCommand.Plan(1, ids).toLine().length()).isLessThan(25 * ids.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run 1 a",
                "run 1 1%3Aa",
                "run 1 0%3Aabc 4%3Ad",
                "run 1 -1%3Aa",
                "run 1 %3Aa",
                "plan 1 9999999999%3A"
            })
    void ids_that_share_what_is_not_there_are_refused(String line) {
        assertThatThrownBy(() -> WorkerCommand.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
