package dev.forkd.torture;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InheritanceTest extends InheritedParts.Base<String> implements InheritedParts.Contract, InheritedParts.Second {

    @Override
    public Object subject() {
        return "the subject";
    }

    @Override
    String make() {
        return "made";
    }

    @Override
    @Test
    void overridden() {
        System.out.println("overridden");
    }

    @Nested
    class Own extends InheritedParts.Base<String> {
        @Override
        String make() {
            return "nested made";
        }
    }
}
