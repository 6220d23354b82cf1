package it.initializers;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

public class OwnClassOrder implements ClassOrderer {
    static final boolean TRACE = Trace.of("OwnClassOrder");

    @Override
    public void orderClasses(ClassOrdererContext context) {}
}
