package it.torture;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.MethodName.class)
class ExitsOftenTest {

    @Test
    void a() {
        System.exit(7);
    }

    @Test
    void b() {
        System.exit(7);
    }

    @Test
    void c() {}

    @Test
    void d() {}
}
