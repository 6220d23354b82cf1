package dev.forkd.wire.names;

import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/** Finds the names that a misspelt one may mean. */
public final class NearNames {
    /** A name with more than one mistake in this many letters is not taken for a misspelling. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private static final int MIN_MISTAKES = 2;
    /** Names that have fewer letters in common at their end, or at their beginning, are not alike. */
    private static final int MIN_COMMON = 3;

    private static final int MAX_NAMES = 3;

    private NearNames() {}

    /**
     * Finds them: names with few mistakes, else names that begin like the wrong one, else names that end like it.
     *
     * @param wrong the misspelt name
     * @param known all names
     * @param prefix what all names begin with, which says nothing about their being alike; may be empty
     * @return the nearest names, up to three; empty if none is much like it
     */
    public static List<String> of(String wrong, Collection<String> known, String prefix) {
        String own = own(wrong, prefix);
        int fewest = known.stream()
                .mapToInt(name -> mistakes(own, own(name, prefix)))
                .min()
                .orElse(Integer.MAX_VALUE);
        if (fewest <= Math.max(MIN_MISTAKES, own.length() / LETTERS_PER_MISTAKE)) {
            return withValue(known, name -> mistakes(own, own(name, prefix)), fewest);
        }
        List<String> begin =
                mostAlike(known, name -> common(own, own(name, prefix)), Math.max(MIN_COMMON, own.length() / 2));
        return begin.isEmpty()
                ? mostAlike(known, name -> common(reversed(own), reversed(own(name, prefix))), MIN_COMMON)
                : begin;
    }

    /**
     * Finds them, as a sentence.
     *
     * @param wrong the misspelt name
     * @param known all names
     * @param prefix what all names begin with
     * @return the sentence after a blank; empty if no name is much like it
     */
    public static String question(String wrong, Collection<String> known, String prefix) {
        List<String> near = of(wrong, known, prefix);
        return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    }

    private static List<String> mostAlike(Collection<String> known, ToIntFunction<String> alike, int least) {
        int most = known.stream().mapToInt(alike).max().orElse(0);
        return most < least ? List.of() : withValue(known, alike, most);
    }

    private static List<String> withValue(Collection<String> known, ToIntFunction<String> measure, int value) {
        return known.stream()
                .filter(name -> measure.applyAsInt(name) == value)
                .limit(MAX_NAMES)
                .toList();
    }

    private static String own(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    private static int common(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** The Levenshtein distance, computed one row at a time. */
    private static int mistakes(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
