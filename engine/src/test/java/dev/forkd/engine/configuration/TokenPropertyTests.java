package dev.forkd.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** The token is taken away from where others see it, and each unsafe way to give it is told once. */
class TokenPropertyTests {

    private static final String KEY = "forkd.token";
    private static final ConfigurationParameters NONE = new Parameters(Map.of());

    private final TokenProperty property = new TokenProperty();

    @AfterEach
    void clear() {
        System.clearProperty(KEY);
    }

    @Test
    void who_gives_it_in_the_environment_is_not_warned() {
        property.take();
        property.takeLate();

        assertThat(property.taken()).isEmpty();
        assertThat(property.warnings(NONE)).isEmpty();
    }

    @Test
    void a_system_property_is_taken_away_and_told_once() {
        System.setProperty(KEY, " s3cret ");
        property.take();

        assertThat(System.getProperty(KEY)).isNull();
        assertThat(property.taken()).contains("s3cret");
        assertThat(property.warnings(NONE))
                .singleElement()
                .asString()
                .contains("system property", "MAVEN_CMD_LINE_ARGS", "FORKD_TOKEN")
                .doesNotContain("s3cret");
        assertThat(property.warnings(NONE)).isEmpty();
    }

    @Test
    void a_property_that_comes_when_tests_may_have_run_is_taken_away_and_told_as_late() {
        property.take();
        System.setProperty(KEY, "s3cret");
        property.takeLate();

        assertThat(System.getProperty(KEY)).isNull();
        assertThat(property.taken()).contains("s3cret");
        assertThat(property.warnings(NONE))
                .singleElement()
                .asString()
                .contains("after this JVM had begun", "may have it");
        assertThat(property.warnings(NONE)).isEmpty();
    }

    @Test
    void a_parameter_is_told_once() {
        ConfigurationParameters parameters = new Parameters(Map.of(KEY, "s3cret"));

        assertThat(property.warnings(parameters))
                .singleElement()
                .asString()
                .contains("junit-platform.properties", "FORKD_TOKEN")
                .doesNotContain("s3cret");
        assertThat(property.warnings(parameters)).isEmpty();
    }

    @Test
    void a_file_on_the_class_path_is_told_once(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("junit-platform.properties"), KEY + "=s3cret\n");
        ConfigurationParameters parameters = parametersOn(directory);

        assertThat(parameters.get(KEY)).contains("s3cret");
        assertThat(property.warnings(parameters)).singleElement().asString().contains("junit-platform.properties");
        assertThat(property.warnings(parameters)).isEmpty();
    }

    @Test
    void each_way_is_told_if_there_are_several() {
        ConfigurationParameters parameters = new Parameters(Map.of(KEY, "s3cret"));
        System.setProperty(KEY, "s3cret");
        property.take();
        System.setProperty(KEY, "another");
        property.takeLate();

        List<String> warnings = property.warnings(parameters);

        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(0)).contains("MAVEN_CMD_LINE_ARGS");
        assertThat(warnings.get(1)).contains("after this JVM had begun");
        assertThat(warnings.get(2)).contains("junit-platform.properties");
        assertThat(property.warnings(parameters)).isEmpty();
    }

    /** Real parameters, as the Launcher makes them. */
    private static ConfigurationParameters parametersOn(Path directory) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            thread.setContextClassLoader(loader);
            return LauncherDiscoveryRequestBuilder.request().build().getConfigurationParameters();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
