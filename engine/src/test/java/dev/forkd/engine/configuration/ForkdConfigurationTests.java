package dev.forkd.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.junit.ForkdSandbox.Choice;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.SandboxNeeds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForkdConfigurationTests {

    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void without_any_setting_the_embedded_controller_is_used() {
        ForkdConfiguration configuration = read();

        assertThat(configuration.embedded()).isTrue();
        assertThat(configuration.token()).isEmpty();
        assertThat(configuration.snapshotTag()).isEqualTo(ForkdConfiguration.LOCAL_TAG);
        assertThat(configuration.n()).isBetween(1, 8);
        assertThat(configuration.perChildNetns()).isFalse();
        assertThat(configuration.memoryLimitMib()).isEmpty();
        assertThat(configuration.prewarm()).isFalse();
        assertThat(configuration.unitTimeout()).isEmpty();
        assertThat(configuration.startTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.cleanup()).isTrue();
        assertThat(configuration.branch()).isTrue();
        assertThat(configuration.files()).isEmpty();
        assertThat(configuration.cache()).isEqualTo(new Cache(Cache.Keeps.OFF, Duration.ofDays(7), 3));
        assertThat(scope()).isEqualTo(Scope.ANNOTATED);
    }

    @Test
    void variables_that_look_like_settings_are_told_with_the_nearest_one() {
        environment.put("FORKD_SNAPSHOT_TGA", "x");
        environment.put("FORKD_N", "2");
        environment.put("FORKD_IT_MARK", "of another program");
        environment.put("FORKD_ITEMS_FILE", "of the Action");
        environment.put("FORKD_STREAM_EVENTS", "of a remote process");

        assertThat(ForkdConfiguration.warningsAbout(environment))
                .containsExactly(
                        "the environment variable FORKD_IT_MARK is no setting of forkd's and is ignored.",
                        "the environment variable FORKD_SNAPSHOT_TGA is no setting of forkd's and is ignored."
                                + " Did you mean FORKD_SNAPSHOT_TAG?");
    }

    @Test
    void a_parameter_comes_before_the_environment_and_that_before_the_default() {
        environment.put("FORKD_START_TIMEOUT_SECS", "20");
        assertThat(read().startTimeout()).isEqualTo(Duration.ofSeconds(20));

        parameters.put("forkd.start-timeout-secs", " 10 ");
        assertThat(read().startTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void what_is_kept_between_builds_has_limits() {
        parameters.put("forkd.cache", "dependencies");
        environment.put("FORKD_CACHE_MAX_AGE_DAYS", "30");
        environment.put("FORKD_CACHE_MAX_TAGS", "1");

        assertThat(read().cache()).isEqualTo(new Cache(Cache.Keeps.DEPENDENCIES, Duration.ofDays(30), 1));
        assertThat(read().withN(1).cache()).isEqualTo(read().cache());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void a_blank_value_counts_as_none(String blank) {
        parameters.put("forkd.start-timeout-secs", blank);
        environment.put("FORKD_START_TIMEOUT_SECS", "20");
        assertThat(read().startTimeout()).isEqualTo(Duration.ofSeconds(20));

        environment.put("FORKD_START_TIMEOUT_SECS", blank);
        assertThat(read().startTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCOPE|everything|'annotated', 'all'",
                "CACHE|on|'dependencies', 'project'",
                "CACHE_MAX_AGE_DAYS|0|a whole number from 1 to 365",
                "CACHE_MAX_TAGS|101|a whole number from 1 to 100",
                "N|0|a whole number from 1 to 1000",
                "N|1001|a whole number from 1 to 1000",
                "N|-1|a whole number from 1 to 1000",
                "N|1.5|a whole number from 1 to 1000",
                "N|many|a whole number from 1 to 1000",
                "N|99999999999|a whole number from 1 to 1000",
                "PER_CHILD_NETNS|yes|'true' or 'false'",
                "MEMORY_LIMIT_MIB|0|a whole number from 1",
                "MEMORY_LIMIT_MIB|1g|a whole number from 1",
                "PREWARM|1|'true' or 'false'",
                "UNIT_TIMEOUT|0|a whole number from 1 to 86400",
                "UNIT_TIMEOUT|86401|a whole number from 1 to 86400",
                "START_TIMEOUT_SECS|soon|a whole number from 1 to 86400",
                "CLEANUP|no|'true' or 'false'",
                "FILES|src/test,../secrets|paths below the project's directory",
                "FILES|src/../..|paths below the project's directory",
                "FILES|/etc|paths below the project's directory",
                "FILES|.|paths below the project's directory",
                "SNAPSHOT_TAG|../evil|1 to 64 ASCII letters, digits, dashes or underscores",
                "SNAPSHOT_TAG|a b|1 to 64 ASCII letters, digits, dashes or underscores",
                "BRANCH|always|'auto', 'never'",
                "MAX_WORKERS|0|a whole number from 1 to 100000",
                "URL|ftp://127.0.0.1|'local' or an address like",
                "REPEAT|target/forkd/run.json|and a sandbox's number, like target/forkd/run.json:2",
                "REPEAT|no/such/run.json:2|That file cannot be read (NoSuchFileException)",
                "REPEAT|pom.xml:2|That file cannot be read (JsonParseException)",
            })
    void a_wrong_value_is_refused_with_the_setting_and_what_would_be_right(
            Setting setting, String value, String right) {
        for (boolean asParameter : new boolean[] {true, false}) {
            parameters.clear();
            environment.clear();
            if (asParameter) {
                parameters.put(setting.key(), value);
            } else {
                environment.put(setting.variable(), value);
            }
            assertThatThrownBy(this::read)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(setting.key())
                    .hasMessageContaining(setting.variable())
                    .hasMessageContaining(right)
                    .hasMessageContaining("Nothing was started");
        }
    }

    @Test
    void all_that_is_wrong_is_said_at_once_also_where_only_the_scope_is_asked_for() {
        parameters.put("forkd.scop", "all");
        parameters.put("forkd.nn", "2");
        parameters.put("forkd.n", "two");
        parameters.put("forkd.files", "/etc");
        environment.put("FORKD_URL", "ftp://127.0.0.1");

        for (ThrowingCallable reading : List.<ThrowingCallable>of(this::read, this::scope)) {
            assertThatThrownBy(reading)
                    .isInstanceOf(ConfigurationException.class)
                    .message()
                    .contains(
                            "'forkd.scop'", "'forkd.nn'", "forkd.n (FORKD_N) is 'two'", "forkd.files (", "forkd.url (")
                    .containsOnlyOnce("Nothing was started");
        }
    }

    @ParameterizedTest
    @CsvSource({"N, 1", "N, 1000", "SCOPE, ALL", "SCOPE, all", "CLEANUP, TRUE", "SNAPSHOT_TAG, a_B-9", "BRANCH, never"})
    void a_right_value_is_taken(Setting setting, String value) {
        parameters.put(setting.key(), value);

        assertThat(read()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "forkd.scop, forkd.scope",
        "forkd.snapshot, forkd.snapshot-tag",
        "forkd.snapshot_tag, forkd.snapshot-tag",
        "forkd.snapshotTag, forkd.snapshot-tag",
        "forkd.max-worker, forkd.max-workers",
        "forkd.N, forkd.n",
        "forkd.urls, forkd.url",
    })
    void an_unknown_setting_is_refused_with_the_nearest_known_one(String key, String nearest) {
        parameters.put(key, "x");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("'" + nearest + "'");
        assertThatThrownBy(this::scope).isInstanceOf(ConfigurationException.class);
    }

    /** Otherwise the first setting of such a file would be ignored in silence. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00ef\u00bb\u00bf", "\ufeff"})
    void a_byte_order_mark_before_a_setting_is_told(String mark) {
        parameters.put(mark + "forkd.scope", "all");

        assertThatThrownBy(this::scope)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'forkd.scope'")
                .hasMessageContaining("byte order mark")
                .hasMessageContaining("Save the file without one.");
    }

    @Test
    void other_keys_and_the_workers_own_mark_are_left_alone() {
        parameters.put("junit.jupiter.extensions.autodetection.enabled", "true");
        parameters.put("forkdish", "x");
        parameters.put("forkd.worker", "true");

        assertThat(read()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void every_setting_has_its_one_name_in_both_spellings(Setting setting) {
        assertThat(setting.key()).matches("forkd\\.[a-z-]+");
        assertThat(setting.variable()).matches("FORKD_[A-Z_]+");
        assertThat(setting.variable()
                        .substring(6)
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('_', '-'))
                .isEqualTo(setting.key().substring(6));
        assertThat(setting.meaning()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8889",
                "https://forkd.example",
                "http://[::1]:8889/",
                "https://forkd.example:443/base",
                "http://127.0.0.1:8889,http://127.0.0.1:8890",
                "dns+http://forkd.ci.svc:8889",
                "local"
            })
    void an_address_is_taken(String url) {
        parameters.put("forkd.url", url);
        parameters.put("forkd.snapshot-tag", "tag");

        assertThat(read().controllers()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8889",
                "http://a:1,",
                "http://a:1,http://a:1",
                "local,http://a:1",
                "dns+https://a:1",
                "http://",
                "http:///path",
                "file:///etc/passwd",
                "http://user:secret@host",
                "http://host?token=secret",
                "http://host#secret",
                "http://host:99999",
                "http://host:0",
                "http://ho st/secret",
                "LOCALHOST"
            })
    void what_is_no_address_is_refused_without_being_shown(String url) {
        parameters.put("forkd.url", url);

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("forkd.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void sandboxes_can_be_kept_on_a_remote_controller_only() {
        parameters.put("forkd.cleanup", "false");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("forkd.url");

        parameters.put("forkd.url", "http://127.0.0.1:8889");
        parameters.put("forkd.snapshot-tag", "tag");
        assertThat(read().cleanup()).isFalse();
    }

    @Test
    void what_a_class_asks_for_takes_the_place_of_settings_and_outputs_are_added() {
        parameters.put("forkd.url", "http://127.0.0.1:8889");
        parameters.put("forkd.snapshot-tag", "tag");
        parameters.put("forkd.prewarm", "true");
        parameters.put("forkd.memory-limit-mib", "512");
        parameters.put("forkd.files", "src");
        parameters.put("forkd.outputs", "shots/**");
        SandboxNeeds needs = new SandboxNeeds(
                "jdk21",
                1024,
                Choice.YES,
                Choice.NO,
                List.of("A=b=c"),
                List.of("testdata"),
                List.of("logs/**"),
                Isolation.SHARED);

        ForkdConfiguration asked = read().with(needs);

        assertThat(asked.snapshotTag()).isEqualTo("jdk21");
        assertThat(asked.memoryLimitMib()).hasValue(1024);
        assertThat(asked.perChildNetns()).isTrue();
        assertThat(asked.prewarm()).isFalse();
        assertThat(asked.variables()).containsExactly(Map.entry("A", "b=c"));
        assertThat(asked.files()).containsExactly("testdata");
        assertThat(asked.outputs()).containsExactly("shots/**", "logs/**");
        assertThat(read().with(SandboxNeeds.NONE).toString()).isEqualTo(read().toString());
    }

    @Test
    void a_remote_controller_needs_a_tag() {
        parameters.put("forkd.url", "http://127.0.0.1:8889");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("forkd.snapshot-tag")
                .hasMessageContaining("FORKD_SNAPSHOT_TAG");
    }

    @Test
    void the_token_is_never_shown() {
        environment.put("FORKD_TOKEN", "s3cret");
        assertThat(read().token()).contains("s3cret");
        assertThat(read().toString()).doesNotContain("s3cret");
        assertThat(SettingsReader.wrong(Setting.TOKEN, "s3cret", "right")).hasMessageNotContaining("s3cret");

        environment.put("FORKD_N", "0");
        assertThatThrownBy(this::read).hasMessageNotContaining("s3cret");
    }

    @Test
    void lists_are_cut_and_stripped() {
        parameters.put("forkd.jvm-args", "  -Xmx1g   -Da=b ");
        parameters.put("forkd.environment", "CI, GITHUB_*,,");

        assertThat(read().jvmArguments()).containsExactly("-Xmx1g", "-Da=b");
        assertThat(read().environment()).containsExactly("CI", "GITHUB_*");
    }

    private ForkdConfiguration read() {
        return ForkdConfiguration.read(new Parameters(parameters), environment);
    }

    private Scope scope() {
        return ForkdConfiguration.scope(new Parameters(parameters), environment);
    }
}
