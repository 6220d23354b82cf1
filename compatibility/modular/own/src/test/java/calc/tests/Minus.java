package calc.tests;

import calc.Operation;

/** A service that the tests add. */
public final class Minus implements Operation {

    @Override
    public String name() {
        return "minus";
    }

    @Override
    public int apply(int left, int right) {
        return left - right;
    }
}
