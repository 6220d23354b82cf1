package dev.forkd.local.api;

import java.util.regex.Pattern;

/** The rule for tags that clients choose (contract 4). */
final class Tags {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Tags() {}

    /** Refuses an invalid name with status 400. */
    static String check(String field, String tag) {
        if (!SAFE.matcher(tag).matches()) {
            throw Json.failure(400, field + " must be 1-64 chars, ASCII alnum or dash/underscore");
        }
        return tag;
    }
}
