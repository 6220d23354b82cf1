package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.client.ShellResult;
import org.junit.jupiter.api.Test;

class ProbeTests {

    @Test
    void what_a_sandbox_printed_cannot_control_the_terminal() {
        String said = Probe.failure("sb-1", new ShellResult(1, "", "\u001b[2Jgone\u0007\u202e\n"))
                .getMessage();

        assertThat(said).contains("sb-1", "[2Jgone").doesNotContain("\u001b", "\u0007", "\u202e");
    }
}
