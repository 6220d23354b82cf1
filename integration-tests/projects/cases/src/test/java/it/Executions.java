package it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Appends a line for each execution of a test to a file that host and sandbox both see. */
public class Executions implements BeforeTestExecutionCallback {

    /** The directory that host and sandbox share. */
    static Path directory() {
        return Path.of(System.getProperty("it.dir"));
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) throws IOException {
        String line = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName() + " "
                + System.getenv("SANDBOX_INDEX") + "\n";
        Files.writeString(
                directory().resolve("executions"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("sandbox " + System.getenv("SANDBOX_INDEX") + " number " + System.getenv("SANDBOX_NUMBER")
                + " shard " + System.getenv("SANDBOX_SHARD") + " of " + System.getenv("SANDBOX_COUNT") + " id "
                + System.getenv("SANDBOX_ID"));
    }
}
