/** Code whose tests are in the same packages: a build tool adds them to this module. */
module calc {
    exports calc;

    uses calc.Operation;

    provides calc.Operation with
            calc.internal.Plus,
            calc.internal.Times;
}
