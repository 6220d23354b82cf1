package dev.forkd.engine.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name that meant one thing to the engine and another to the Action once made builds fail. */
class VariableNamesTests {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("wire", "client", "local", "extension", "schedule", "worker", "engine", "action");
    /** Sources of a module, and the directories in which the Action has its own. */
    private static final List<String> PARTS = List.of("src/main", "dist", "build", "split", "upload", "download");

    private static final Pattern VARIABLE = Pattern.compile("FORKD_[A-Z][A-Z_]*");
    private static final Pattern SOURCE = Pattern.compile(".*\\.(java|sh|js|yml)");

    /** Modules that take or hand on settings under the names that the engine gave them. */
    private static final Set<String> SHARING_SETTINGS = Set.of("engine", "action", "local", "client", "extension");

    @Test
    void no_name_is_a_setting_and_something_else() {
        Set<String> settings =
                Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
        assertThat(Arrays.stream(OtherVariable.values())
                        .filter(other -> settings.stream().anyMatch(other::matches)))
                .isEmpty();
    }

    @Test
    void every_module_uses_only_the_names_that_the_table_gives_it() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (String module : MODULES) {
            for (String variable : variablesOf(module)) {
                if (!allowed(module, variable)) {
                    wrong.add(module + " uses " + variable);
                }
            }
        }
        assertThat(wrong)
                .as("names that are neither shared settings nor in OtherVariable for that module")
                .isEmpty();
    }

    private static boolean allowed(String module, String variable) {
        Optional<OtherVariable> other = Arrays.stream(OtherVariable.values())
                .filter(candidate -> candidate.matches(variable))
                .findFirst();
        return other.isPresent()
                ? other.get().modules().contains(module)
                : SHARING_SETTINGS.contains(module)
                        && Arrays.stream(Setting.values())
                                .anyMatch(setting -> setting.variable().equals(variable));
    }

    private static Set<String> variablesOf(String module) throws IOException {
        Set<String> variables = new TreeSet<>();
        for (String part : PARTS) {
            Path directory = ROOT.resolve(module).resolve(part);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.filter(VariableNamesTests::isSource).toList()) {
                        Matcher matcher = VARIABLE.matcher(Files.readString(file, UTF_8));
                        matcher.results().map(result -> result.group()).forEach(variables::add);
                    }
                }
            }
        }
        return variables;
    }

    private static boolean isSource(Path file) {
        return SOURCE.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
    }
}
