package dev.forkd.examples.features;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

@RunWith(Parameterized.class)
public class LegacyParameterizedTest {

    private final String title;
    private final String slug;

    public LegacyParameterizedTest(String title, String slug) {
        this.title = title;
        this.slug = slug;
    }

    @Parameters(name = "{index}: {0}")
    public static Iterable<Object[]> titles() {
        return Arrays.asList(new Object[][] {{"One Two", "one-two"}, {"Three", "three"}});
    }

    @Test
    public void becomes() {
        assertEquals(slug, Slug.of(title));
    }

    @Test
    public void isStable() {
        assertEquals(slug, Slug.of(slug));
    }
}
