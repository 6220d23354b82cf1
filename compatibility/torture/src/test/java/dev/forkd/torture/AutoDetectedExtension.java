package dev.forkd.torture;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Found through META-INF/services; only marks the tests that ask for it. */
public class AutoDetectedExtension implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        if (context.getTags().contains("auto-detected")) {
            System.out.println("auto-detected extension, "
                    + context.getConfigurationParameter("torture.parameter").orElse("none"));
        }
    }
}
