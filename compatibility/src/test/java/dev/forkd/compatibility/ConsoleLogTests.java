package dev.forkd.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleLogTests {

    @Test
    void engines_order_and_times_do_not_show() {
        List<String> plain = List.of(
                "printed by b",
                "printed by a",
                "╷",
                "├─ JUnit Jupiter ✔",
                "│  ├─ B ✔",
                "│  │  └─ two() 12 ms ✘ no",
                "│  └─ A ✔",
                "│     └─ one() 3 ms ✔",
                "└─ JUnit Vintage ✔",
                "   └─ C ✔",
                "",
                "Failures (2):",
                "  JUnit Jupiter:B:two()",
                "    => no",
                "  JUnit Jupiter:A:three()",
                "    => nor this",
                "",
                "Test run finished after 77 ms",
                "[         5 containers found      ]",
                "[         3 tests found           ]");
        List<String> forkd = List.of(
                "printed by a",
                "forkd: 2 sandboxes",
                "printed by b",
                "╷",
                "└─ forkd ✔",
                "   ├─ C ✔",
                "   ├─ A ✔",
                "   │  └─ one() 4 ms ✔",
                "   └─ B ✔",
                "      └─ two() ✘ no",
                "",
                "Failures (2):",
                "  forkd:A:three()",
                "    => nor this",
                "  forkd:B:two()",
                "    => no",
                "",
                "Test run finished after 1 ms",
                "[         4 containers found      ]",
                "[         3 tests found           ]");

        assertThat(ConsoleLog.comparable(forkd))
                .isEqualTo(ConsoleLog.comparable(plain))
                .contains("   - A ✔", "      - one() ✔", "  A:three()", "[ 3 containers found ]");
    }

    @Test
    void a_further_line_of_a_node_belongs_to_it() {
        assertThat(ConsoleLog.comparable(List.of(
                        "╷",
                        "└─ E ✔",
                        "   ├─ B ✔",
                        "   │  └─ t()",
                        "   │        more",
                        "   └─ A ✔",
                        "Test run finished after 1 ms")))
                .containsExactly("   - A ✔", "   - B ✔", "      - t()", "            more", "Test run finished");
    }
}
