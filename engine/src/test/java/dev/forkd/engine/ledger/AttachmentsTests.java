package dev.forkd.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a guest publishes is bounded in number and in size. */
class AttachmentsTests {

    private final Attachments attachments = new Attachments(Path.of("unused"));

    @Test
    void files_without_content_are_bounded_too() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            attachments.begin();
        }

        assertThatThrownBy(attachments::begin).isInstanceOf(IOException.class).hasMessageContaining("10000 files");
    }

    @Test
    void what_is_left_is_what_the_next_one_may_have() throws IOException {
        long all = attachments.begin();
        attachments.count(all - 5);

        assertThat(attachments.begin()).isEqualTo(5);
        assertThatThrownBy(() -> attachments.count(6)).isInstanceOf(IOException.class);
    }
}
