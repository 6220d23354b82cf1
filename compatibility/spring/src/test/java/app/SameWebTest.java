package app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** Shares its context with {@link WebTest}. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SameWebTest {

    @Autowired
    private TestRestTemplate rest;

    @Test
    void greets_again() {
        assertThat(rest.getForObject("/hello/again", String.class)).isEqualTo("Hello, again");
    }
}
