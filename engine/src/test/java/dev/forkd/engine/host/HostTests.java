package dev.forkd.engine.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTests {

    @ParameterizedTest
    @ValueSource(chars = {'\u001b', '\r', '\b', '\u0000', '\u007f', '\u009b', '\u202e', '\u2066'})
    void what_could_act_on_a_terminal_is_replaced(char control) {
        assertThat(Host.printable("a" + control + "[31mb")).isEqualTo("a\ufffd[31mb");
    }

    @Test
    void lines_tabs_and_all_other_text_stay() {
        String text = "a\tb\n\u20ac \ud83d\ude00 c";

        assertThat(Host.printable(text)).isEqualTo(text);
    }

    @Test
    void a_status_line_on_the_error_stream_is_printable() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new PlainHost(new PrintStream(printed, true, UTF_8), false).say("from a sandbox \u001b[2J");

        assertThat(printed.toString(UTF_8)).startsWith("from a sandbox \ufffd[2J");
    }

    @Test
    void a_status_line_on_surefires_console_is_printable() {
        Console console = new Console();

        new SurefireHost(null, null, console).say("from a sandbox \u001b[2J");

        assertThat(console.lines).containsExactly("from a sandbox \ufffd[2J");
    }

    @Test
    void text_of_a_sandbox_cannot_begin_a_line() {
        Console console = new Console();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String hostile = "It printed last:\n::error::file=a\n[INFO] BUILD SUCCESS";

        new SurefireHost(null, null, console).say(hostile);
        new PlainHost(new PrintStream(printed, true, UTF_8), false).say(hostile);

        String marked = "It printed last:\n  | ::error::file=a\n  | [INFO] BUILD SUCCESS";
        assertThat(console.lines).containsExactly(marked);
        assertThat(printed.toString(UTF_8).strip()).isEqualTo(marked);
    }

    /** Has Surefire's method. */
    public static final class Console {

        private final List<String> lines = new ArrayList<>();

        public void info(String line) {
            lines.add(line);
        }
    }
}
