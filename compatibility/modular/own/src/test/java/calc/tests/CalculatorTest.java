package calc.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import calc.Calculator;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalculatorTest {

    @Test
    void findsOperationsOfBothModules() {
        assertEquals(List.of("minus", "plus", "times"), Calculator.operations());
    }

    @Test
    void calculates() {
        assertEquals(-1, Calculator.calculate("minus", 1, 2));
    }

    @Test
    void fails() {
        Calculator.calculate("divided by", 1, 2);
    }

    @Test
    void resourcesOfTheCodeAreClosed() {
        assertEquals("plus and times", Calculator.help());
        assertNull(Calculator.class.getClassLoader().getResource("calc/internal/help.txt"));
    }
}
