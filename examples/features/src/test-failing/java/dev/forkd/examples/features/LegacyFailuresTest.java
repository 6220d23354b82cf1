package dev.forkd.examples.features;

import static org.junit.Assert.assertEquals;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.ErrorCollector;

/** Fails on purpose, in JUnit 4. */
public class LegacyFailuresTest {

    @Rule
    public final ErrorCollector errors = new ErrorCollector();

    @Test
    public void comparison() {
        assertEquals("hello_world", Slug.of("Hello World"));
    }

    @Test
    public void collected() {
        errors.addError(new IllegalStateException("first"));
        errors.addError(new IllegalStateException("second"));
    }

    @Test(expected = IllegalStateException.class)
    public void missingException() {}
}
