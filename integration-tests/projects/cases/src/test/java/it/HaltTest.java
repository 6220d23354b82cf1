package it;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

@TestMethodOrder(MethodOrderer.MethodName.class)
@ExtendWith(Executions.class)
class HaltTest {
    @Test
    void a_before() {}

    @Test
    void b_halts() {
        Runtime.getRuntime().halt(3);
    }

    @Test
    void c_after() {}
}
