package calc.internal;

import calc.Operation;

/** Not exported. */
public final class Plus implements Operation {

    @Override
    public String name() {
        return "plus";
    }

    @Override
    public int apply(int left, int right) {
        return left + right;
    }

    /** For tests in the same package. */
    static String sign() {
        return "+";
    }
}
