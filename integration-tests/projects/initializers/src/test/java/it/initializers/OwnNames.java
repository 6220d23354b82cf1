package it.initializers;

import org.junit.jupiter.api.DisplayNameGenerator;

public class OwnNames extends DisplayNameGenerator.Standard {
    static final boolean TRACE = Trace.of("OwnNames");
}
