package dev.forkd.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.place.SaidLines;
import org.junit.jupiter.api.Test;

class LateHostTests {

    @Test
    void lines_are_kept_until_there_is_a_host() {
        LateHost late = new LateHost();
        SaidLines said = new SaidLines();
        late.say("one");
        late.attach(said);
        late.say("two");

        assertThat(said.lines()).containsExactly("one", "two");
    }
}
