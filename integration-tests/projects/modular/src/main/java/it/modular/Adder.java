package it.modular;

public final class Adder {

    private Adder() {}

    public static int add(int a, int b) {
        return Math.addExact(a, b);
    }

    /** For the tests of this package. */
    static int one() {
        return 1;
    }
}
