package it.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {

    private static final String WORDS = "gr\u00fcn, \u041f\u0440\u0438\u0432\u0435\u0442, \u6f22\u5b57, \ud83d\ude00";

    @Test
    void prints() {
        System.out.println("out: " + WORDS);
        System.err.println("err: " + WORDS);
        System.out.println("property: " + System.getProperty("it.word"));
    }

    @Test
    void tells_the_encodings_of_its_jvm() {
        System.out.println(Charset.defaultCharset() + " " + System.getenv("LC_ALL"));
        for (String name :
                List.of("file.encoding", "sun.jnu.encoding", "native.encoding", "sun.stdout.encoding", "stdout.encoding")) {
            System.out.println(name + "=" + System.getProperty(name));
        }
    }

    @Test
    void writes_and_reads_files(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("words");
        try (Writer writer = new FileWriter(file.toFile())) {
            writer.write(WORDS);
        }
        System.out.println(HexFormat.of().formatHex(Files.readAllBytes(file)));
        StringWriter read = new StringWriter();
        try (Reader reader = new FileReader(file.toFile())) {
            reader.transferTo(read);
        }
        System.out.println(read.toString().equals(WORDS));
        assertEquals(Files.size(file), WORDS.getBytes(Charset.defaultCharset()).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gr\u00fcn", "\u6f22\u5b57", "\ud83d\ude00"})
    void has_names_of_any_characters(String word) {
        System.out.println(word.codePoints().boxed().toList());
    }

    @Test
    void starts_a_program_with_arguments(@TempDir Path directory) throws Exception {
        Process echo = new ProcessBuilder("/bin/echo", "gr\u00fcn").redirectOutput(directory.resolve("out").toFile()).start();
        echo.waitFor();
        System.out.println(HexFormat.of().formatHex(Files.readAllBytes(directory.resolve("out"))));
    }
}
