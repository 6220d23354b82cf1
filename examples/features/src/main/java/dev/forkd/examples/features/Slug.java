package dev.forkd.examples.features;

import java.util.Locale;

/** Turns a title into the part of a URL that names it. */
public final class Slug {

    private Slug() {}

    public static String of(String title) {
        if (title.isBlank()) {
            throw new IllegalArgumentException("blank title");
        }
        return title.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
