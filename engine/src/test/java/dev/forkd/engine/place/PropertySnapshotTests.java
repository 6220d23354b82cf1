package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it sets system properties")
class PropertySnapshotTests {

    private static final String OWN = "sun.net.client.defaultReadTimeout";

    @AfterEach
    void reset() {
        System.clearProperty(OWN);
    }

    @Test
    void what_a_build_sets_for_its_tests_is_in_it_whatever_its_name_begins_with() {
        System.setProperty(OWN, "1234");

        assertThat(PropertySnapshot.now().values()).containsEntry(OWN, "1234").containsKey("line.separator");
        assertThat(PropertySnapshot.isOfTheJvm(OWN)).isFalse();
    }

    @Test
    void what_each_jvm_says_of_itself_is_known() {
        assertThat(System.getProperties().stringPropertyNames())
                .filteredOn(name ->
                        name.matches("java\\.(v|rt|runtime|spec).*|os\\..*|sun\\.(arch|boot|cpu|jnu).*|.*\\.separator"))
                .isNotEmpty()
                .allMatch(PropertySnapshot::isOfTheJvm);
        assertThat(PropertySnapshot.now().values())
                .doesNotContainKeys("user.dir", "sun.java.command", "stdout.encoding");
    }
}
