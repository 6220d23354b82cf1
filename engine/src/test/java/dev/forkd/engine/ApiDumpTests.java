package dev.forkd.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What users of our libraries can call is written down in {@code api/*.txt}, so that a change of it is seen in review.
 * Run with -Ddocs.write=true to write it anew.
 */
class ApiDumpTests {

    private static final Path DIRECTORY = Path.of("..", "api");

    @ParameterizedTest
    @CsvSource({"forkd-client, dev.forkd.client", "forkd-junit-extension, dev.forkd.junit", "forkd-wire, dev.forkd.wire"
    })
    void the_api_is_the_one_that_is_written_down(String artifact, String packages) throws IOException {
        Path file = DIRECTORY.resolve(artifact + ".txt");
        String dump = dump(packages);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, dump, UTF_8);
        }
        assertThat(dump)
                .as("the API of " + artifact + ", see docs/stability.md")
                .contains("public ")
                .isEqualTo(Files.readString(file, UTF_8));
    }

    private static String dump(String packages) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(packages).stream()
                        .map(JavaClass::reflect)
                        .filter(ApiDumpTests::isVisible)
                        .sorted(Comparator.comparing(Class::getName))
                        .map(ApiDumpTests::type)
                        .collect(Collectors.joining("\n"));
    }

    /** A nested type is as visible as the least visible one around it. */
    private static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers())
                && !type.isSynthetic()
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String type(Class<?> type) {
        Stream<Member> members = Stream.of(
                        type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream);
        List<String> lines = members.filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
                .map(ApiDumpTests::line)
                .sorted()
                .toList();
        String sealed = type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .map(Class::getName)
                        .sorted()
                        .collect(Collectors.joining(", ", " permits ", ""))
                : "";
        return annotations(type) + type.toGenericString() + supertypes(type) + sealed + "\n"
                + lines.stream().map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    private static String supertypes(Class<?> type) {
        Stream<String> parent =
                type.getSuperclass() == null || type.isRecord() || type.isEnum() || type.getSuperclass() == Object.class
                        ? Stream.empty()
                        : Stream.of(type.getGenericSuperclass().getTypeName());
        Stream<String> interfaces = type.isAnnotation()
                ? Stream.empty()
                : Arrays.stream(type.getGenericInterfaces())
                        .map(java.lang.reflect.Type::getTypeName)
                        .sorted();
        String all = Stream.concat(parent, interfaces).collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " : " + all;
    }

    private static String line(Member member) {
        String signature = member instanceof Method method
                ? method.toGenericString() + defaultOf(method)
                : member instanceof java.lang.reflect.Field field ? field.toGenericString() : member.toString();
        return annotations((AnnotatedElement) member) + signature;
    }

    private static String defaultOf(Method method) {
        Object value = method.getDefaultValue();
        return value == null ? "" : " default " + (value instanceof Object[] array ? Arrays.toString(array) : value);
    }

    private static String annotations(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }
}
