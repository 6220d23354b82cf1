package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextOutputTests {

    private static final String WORDS = "gr\u00fcn \u6f22\u5b57 \ud83d\ude00";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void text_keeps_characters_that_the_charset_lacks() {
        try (PrintStream stream = new TextOutput(bytes, US_ASCII)) {
            stream.print(WORDS);
            stream.println(WORDS);
            stream.append(WORDS).append('\u00fc').append("x" + WORDS, 1, 4);
            stream.printf(Locale.ROOT, "%s|%c|%.1f%n", WORDS, '\u6f22', 1.5);
            stream.println(List.of('\u00fc'));
            stream.println(new char[] {'\u00fc'});
            stream.println((String) null);
            stream.println();
        }
        String end = System.lineSeparator();
        assertThat(bytes.toString(UTF_8))
                .isEqualTo(WORDS + WORDS + end + WORDS + "\u00fcgr\u00fc" + WORDS + "|\u6f22|1.5" + end + "[\u00fc]"
                        + end + "\u00fc" + end + "null" + end + end);
    }

    @Test
    void values_are_printed_as_by_any_stream() {
        ByteArrayOutputStream usual = new ByteArrayOutputStream();
        printValues(new TextOutput(bytes, ISO_8859_1));
        printValues(new PrintStream(usual, true, UTF_8));
        assertThat(bytes.toString(UTF_8)).isEqualTo(usual.toString(UTF_8));
    }

    private static void printValues(PrintStream stream) {
        stream.print(true);
        stream.print('c');
        stream.print(1);
        stream.print(2L);
        stream.print(3f);
        stream.print(4d);
        stream.print(new char[] {'a', 'b'});
        stream.print((Object) null);
        stream.println(true);
        stream.println('c');
        stream.println(1);
        stream.println(2L);
        stream.println(3f);
        stream.println(4d);
        stream.println((Object) "o");
    }

    @Test
    void bytes_are_in_the_charset_of_the_jvm() throws IOException {
        try (PrintStream stream = new TextOutput(bytes, ISO_8859_1)) {
            stream.write(new byte[] {'<', (byte) 0xfc, '>'}, 1, 1);
            stream.write(0xe9);
            stream.write(new byte[] {'!'});
            stream.writeBytes(new byte[] {(byte) 0xdf});
        }
        assertThat(bytes.toString(UTF_8)).isEqualTo("\u00fc\u00e9!\u00df");
    }

    @Test
    void it_cannot_be_closed() {
        PrintStream stream = new TextOutput(bytes, US_ASCII);
        stream.close();
        stream.print("after");
        assertThat(bytes.toString(UTF_8)).isEqualTo("after");
        assertThat(stream.checkError()).isFalse();
    }
}
