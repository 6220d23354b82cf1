/** Tests that see of the code what any other module sees. */
open module calc.tests {
    requires calc;
    requires org.junit.jupiter.api;

    uses calc.Operation;

    provides calc.Operation with
            calc.tests.Minus;
}
