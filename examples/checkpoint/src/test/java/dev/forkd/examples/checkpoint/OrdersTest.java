package dev.forkd.examples.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** The application starts once. Each method changes its data through its server, and none sees what another did. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class OrdersTest {

    @Autowired
    TestRestTemplate server;

    private int count() {
        return Integer.parseInt(server.getForObject("/orders", String.class));
    }

    @Test
    void anOrderIsAdded() {
        assertEquals(1000, count());
        server.postForLocation("/orders", null);
        assertEquals(1001, count());
    }

    @Test
    void twoOrdersAreAdded() {
        assertEquals(1000, count());
        server.postForLocation("/orders", null);
        server.postForLocation("/orders", null);
        assertEquals(1002, count());
    }

    @Test
    void allOrdersAreDeleted() {
        assertEquals(1000, count());
        server.delete("/orders");
        assertEquals(0, count());
    }

    @Test
    void nothingIsChanged() {
        assertEquals(1000, count());
    }
}
