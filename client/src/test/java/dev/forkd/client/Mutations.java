package dev.forkd.client;

import java.util.Random;

/** Damages texts at random; the same seed gives the same damage. */
final class Mutations {
    private static final String[] PIECES = {
        "null",
        "-1",
        "99999999999999999999",
        "\n",
        "\0",
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        " ",
        "@",
        "\u202e",
        "1e9",
        "true"
    };

    private Mutations() {}

    static String of(String text, int seed) {
        var random = new Random(seed);
        var damaged = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int from = random.nextInt(damaged.length() + 1);
            int to = Math.min(damaged.length(), from + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(from, to);
                case 1 -> damaged.insert(from, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> damaged.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
                default -> damaged.setLength(from);
            }
        }
        return damaged.toString();
    }
}
