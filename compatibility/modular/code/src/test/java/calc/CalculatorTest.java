package calc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalculatorTest {

    @Test
    void findsOperations() {
        assertEquals(List.of("plus", "times"), Calculator.operations());
    }

    @ParameterizedTest
    @CsvSource({"plus, 2, 3, 5", "times, 2, 3, 6", "times, 2, 3, 5"})
    void calculates(String name, int left, int right, int result) {
        assertEquals(result, Calculator.calculate(name, left, right));
    }

    /** With the module in the frames of its stack trace. */
    @Test
    void failsInTheCode() {
        Calculator.calculate("minus", 1, 2);
    }

    @Test
    void readsAResourceOfItsModule() {
        assertEquals("plus and times", Calculator.help());
        System.out.println(Calculator.class.getResource("/calc/internal/help.txt"));
    }
}
