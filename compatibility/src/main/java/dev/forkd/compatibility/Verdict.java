package dev.forkd.compatibility;

/** How a comparison ended; from good to bad. */
enum Verdict {
    SAME(0),
    DIFFERENT(1),
    UNUSABLE(2);

    final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    Verdict or(Verdict other) {
        return compareTo(other) < 0 ? other : this;
    }
}
