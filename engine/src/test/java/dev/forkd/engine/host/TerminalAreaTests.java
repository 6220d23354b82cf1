package dev.forkd.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestDescriptor;

class TerminalAreaTests {

    private static final String ABOVE = "[INFO] Scanning for projects...\n";

    private final Screen screen = new Screen();

    /** A logger has always printed something before. */
    @BeforeEach
    void somethingStandsAbove() {
        screen.print(ABOVE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lines_are_drawn_anew_in_place_whatever_their_number(boolean logger) {
        TerminalArea area = area(logger);
        screen.print("before\n");
        area.draw(List.of("one", "two", "three"));
        area.draw(List.of("a longer one", "2"));

        assertThat(shown()).isEqualTo("before\na longer one\n2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_erased_leaves_nothing_and_others_go_on_where_it_began(boolean logger) {
        TerminalArea area = area(logger);
        screen.print("before\n");
        area.draw(List.of("one", "two"));
        area.erase();
        area.erase();
        screen.print("[INFO] Running a.Test\n");
        area.draw(List.of("one"));
        area.erase();
        screen.print("[INFO] Tests run: 1\n");

        assertThat(shown()).isEqualTo("before\n[INFO] Running a.Test\n[INFO] Tests run: 1");
    }

    @Test
    void a_name_from_a_sandbox_cannot_move_the_cursor() {
        area(false).draw(List.of("a\u001b[9Ab"));

        assertThat(shown()).isEqualTo("a\ufffd[9Ab");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_line_that_is_said_takes_the_place_of_what_is_drawn(boolean logger) {
        HoldingHost host = host(logger);
        LiveArea area = host.liveArea(false).orElseThrow();
        area.draw(List.of("1 of 9", "a.Test"));
        host.say("forkd: a worker was lost");
        area.draw(List.of("2 of 9"));

        assertThat(shown()).isEqualTo(prefix(logger) + "forkd: a worker was lost\n2 of 9");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_class_is_shown_in_one_piece(boolean logger) {
        HoldingHost host = host(logger);
        LiveArea area = host.liveArea(false).orElseThrow();
        area.draw(List.of("0 of 2"));
        host.hold();
        host.clear();
        screen.print("Running a.Test\n");
        area.draw(List.of("0 of 2"));
        host.say("forkd: a worker was lost");
        host.clear();
        screen.print("printed by a test");
        host.printed(false);
        area.draw(List.of("1 of 2"));
        host.clear();
        screen.print(" in two pieces\n");
        host.printed(true);
        area.draw(List.of("1 of 2", "b.Test"));
        host.clear();
        screen.print("Tests run: 1\n");
        host.release();
        area.draw(List.of("1 of 2"));

        assertThat(shown())
                .isEqualTo("Running a.Test\nprinted by a test in two pieces\nTests run: 1\n" + prefix(logger)
                        + "forkd: a worker was lost\n1 of 2");
    }

    @Test
    void behind_a_line_that_has_not_ended_nothing_is_drawn() {
        HoldingHost host = host(false);
        LiveArea area = host.liveArea(false).orElseThrow();
        screen.print("50 %");
        host.printed(false);
        area.draw(List.of("1 of 2"));

        assertThat(shown()).isEqualTo("50 %");
    }

    private String shown() {
        assertThat(screen.text()).startsWith(ABOVE);
        return screen.text().substring(ABOVE.length());
    }

    private TerminalArea area(boolean logger) {
        Consumer<String> sink = logger ? text -> screen.print("[INFO] " + text + "\n") : screen::print;
        return new TerminalArea(sink, logger, () -> 80);
    }

    private static String prefix(boolean logger) {
        return logger ? "[INFO] " : "";
    }

    private HoldingHost host(boolean logger) {
        return new HoldingHost(new Host() {
            @Override
            public void say(String line) {
                screen.print(prefix(logger) + line + "\n");
            }

            @Override
            public void backDate(TestDescriptor descriptor, long durationMicros) {
                throw new IllegalStateException("not here");
            }

            @Override
            public Optional<LiveArea> liveArea(boolean wanted) {
                return Optional.of(area(logger));
            }
        });
    }
}
