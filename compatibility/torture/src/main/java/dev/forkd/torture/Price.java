package dev.forkd.torture;

/** Real code with branches, for tests to cover in part. */
public final class Price {

    private final long cents;

    public Price(long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        this.cents = cents;
    }

    /** Some branches are covered by one class, some by another, one by none. */
    public Price reducedBy(int percent) {
        if (percent == 0) {
            return this;
        }
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException(percent + " %");
        }
        if (percent == 99) {
            return new Price(1);
        }
        return new Price(cents - cents * percent / 100);
    }

    public String label() {
        return switch ((int) Math.min(cents / 1000, 3)) {
            case 0 -> "cheap";
            case 1 -> "fair";
            case 2 -> "dear";
            default -> "luxury";
        };
    }

    public long cents() {
        return cents;
    }
}
