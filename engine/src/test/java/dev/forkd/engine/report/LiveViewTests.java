package dev.forkd.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveViewTests {

    private static final List<Running> RUNNING = List.of(
            new Running("DateUtilsTest", 21.4, 2),
            new Running(
                    "org.example.shop.checkout.payment.TheCustomerPaysInTwoCurrenciesAndOneOfThemIsNotKnownToTheBankTest",
                    12.0,
                    0),
            new Running("カートに商品を追加してから注文を確定するまでのすべての手順を確認するテストケース一覧", 3.25, 3),
            new Running("FractionTest", 0.4, 1));

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void is_as_it_was_looked_at(int columns) throws IOException {
        Standing standing = new Standing(34, 120, 567, 2, 0.4, 43, RUNNING);

        Golden.check("live-" + columns + ".txt", String.join("\n", LiveView.of(standing, columns)) + "\n");
    }

    @Test
    void has_a_line_for_each_sandbox_but_never_more_than_fit_on_a_screen() {
        List<Running> running = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            running.add(new Running("Test" + i, 20 - i, i));
        }

        assertThat(LiveView.of(new Standing(0, 20, 0, 0, 0, 1, running), 80))
                .hasSize(LiveView.MAX_SANDBOXES + 2)
                .endsWith("  and 12 more");
    }

    @Test
    void a_narrow_terminal_loses_text_and_never_gets_a_line_that_is_too_wide() {
        for (String line : LiveView.of(new Standing(34, 120, 567, 2, 0.4, 43, RUNNING), 20)) {
            assertThat(line.replace('…', '.')
                            .codePoints()
                            .map(c -> c < 0x1100 ? 1 : 2)
                            .sum())
                    .isLessThan(20);
        }
    }
}
