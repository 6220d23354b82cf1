package app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

@SpringBootTest
class ProfileTest {

    @Autowired
    private Environment environment;

    @Test
    void is_the_one_that_the_build_set() {
        assertThat(environment.getActiveProfiles()).containsExactly("test");
    }
}
