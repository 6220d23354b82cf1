package dev.forkd.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTests {

    @Test
    void what_is_not_known_goes_to_maven() {
        Options options = Options.parse(List.of(
                "/p", "--n", "1 2 4", "-Dtest=A#b", "--fails", "--phase", "verify", "-Pkotest", "--label", "x"));

        assertThat(options.n).containsExactly(1, 2, 4);
        assertThat(options.fails).isTrue();
        assertThat(options.phase).isEqualTo("verify");
        assertThat(options.maven).containsExactly("-Dtest=A#b", "-Pkotest");
        assertThat(options.out()).isEqualTo(Path.of("/p/target/x"));
        assertThat(options.expected()).isEqualTo(Path.of("/p/expected-differences.txt"));
    }
}
