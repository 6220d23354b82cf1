package app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class WebTest {

    @Autowired
    private TestRestTemplate rest;

    @Test
    void greets() {
        assertThat(rest.getForObject("/hello/world", String.class)).isEqualTo("Hello, world");
    }

    @Test
    void has_no_owners() {
        assertThat(rest.getForObject("/owners", String.class)).isEqualTo("[]");
    }
}
