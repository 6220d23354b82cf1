package dev.forkd.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafeTextTests {
    private static List<String> lines(byte[] bytes, int step) {
        List<String> lines = new ArrayList<>();
        var splitter = new LineSplitter(lines::add);
        for (int i = 0; i < bytes.length; i += step) {
            splitter.accept(java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + step)));
        }
        splitter.finish();
        return lines;
    }

    @Test
    void what_people_write_stays_as_it_is() {
        String text = "\tordinary é✓ 👍🏽 café #1 [x] ## title :: a::b \u001b[1;31mred\u001b[0m ✔️";
        assertThat(SafeText.line(text)).isEqualTo(text.replace("\u200d", "\ufffd"));
    }

    @Test
    void what_terminals_act_on_is_gone() {
        assertThat(SafeText.line("a\u001b[2Kb\u001b]0;t\u0007c\u0008d\u202ee\u001bf"))
                .isEqualTo("abc\ufffdd\ufffde\ufffdf");
    }

    @Test
    void any_pieces_give_the_same_lines() {
        byte[] bytes = "é✓👍\r\nzwei\rdrei\n\nfünf".getBytes(StandardCharsets.UTF_8);
        for (int step = 1; step < bytes.length; step++) {
            assertThat(lines(bytes, step)).containsExactly("é✓👍", "zwei", "drei", "", "fünf");
        }
    }

    @Test
    void broken_bytes_and_endless_lines_are_bounded() {
        assertThat(lines(new byte[] {(byte) 0xff, 'a', (byte) 0xc3}, 1)).containsExactly("\ufffda\ufffd");
        List<String> lines = lines("x".repeat(100_000).getBytes(StandardCharsets.UTF_8), 7_000);
        assertThat(lines).singleElement().asString().hasSizeLessThan(8_300).endsWith("more characters cut]");
    }

    @Test
    void cleaning_twice_changes_nothing() {
        String once = SafeText.line("##[error]x ##\u001b[0m[b] \u0000");
        assertThat(SafeText.line(once)).isEqualTo(once);
    }
}
