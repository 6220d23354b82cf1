package dev.forkd.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user guide shows of the annotation is what it is. */
class AnnotationDocTests {
    private static final Path DOC = Path.of("..", "docs", "sandbox-annotation.md");

    @TempDir
    private Path directory;

    @Test
    void its_first_example_compiles_as_it_stands() throws Exception {
        Matcher example = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOC));
        assertThat(example.find()).isTrue();
        Matcher type = Pattern.compile("class (\\w+)").matcher(example.group(1));
        assertThat(type.find()).isTrue();
        Path source = Files.writeString(directory.resolve(type.group(1) + ".java"), example.group(1));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        boolean compiled;
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", directory.toString());
            compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        assertThat(compiled).as(said.toString()).isTrue();
    }

    @Test
    void its_table_has_each_attribute_and_its_default() throws Exception {
        String doc = Files.readString(DOC);
        for (Method attribute : ForkdSandbox.class.getDeclaredMethods()) {
            Object value = attribute.getDefaultValue();
            String shown = value instanceof Enum<?> constant
                    ? "`" + constant.getDeclaringClass().getSimpleName() + "." + constant.name() + "`"
                    : value instanceof Integer ? value.toString() : "";
            assertThat(doc).contains("| `" + attribute.getName() + "` | " + (shown.isEmpty() ? "" : shown + " ") + "|");
        }
    }
}
