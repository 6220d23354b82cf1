package dev.forkd.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on {@code run.json} names each field, and none that does not exist. */
class RunJsonDocTests {

    private static final Path DOC = Path.of("..", "docs", "run-json.md");

    @Test
    void every_field_is_documented() throws IOException {
        Set<String> fields = new TreeSet<>();
        collect(RunData.class, "", fields);
        Set<String> documented = Pattern.compile("(?m)^\\| `([^`]+)` \\|")
                .matcher(Files.readString(DOC, UTF_8))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(fields);
    }

    @Test
    void the_page_describes_this_version() throws IOException {
        assertThat(Files.readString(DOC, UTF_8)).contains("`schema` is " + RunData.SCHEMA);
    }

    private static void collect(Class<?> type, String prefix, Set<String> fields) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + component.getName();
            Type generic = component.getGenericType();
            boolean list = component.getType() == List.class;
            Class<?> part =
                    list ? (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0] : component.getType();
            if (part.isRecord()) {
                collect(part, name + (list ? "[]." : "."), fields);
            } else {
                fields.add(name);
            }
        }
    }
}
