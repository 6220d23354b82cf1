package it.initializers;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

class OwnExtension implements BeforeAllCallback {
    static final boolean TRACE = Trace.of("OwnExtension");

    @Override
    public void beforeAll(ExtensionContext context) {}
}
