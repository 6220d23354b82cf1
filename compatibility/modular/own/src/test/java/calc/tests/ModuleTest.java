package calc.tests;

import calc.Calculator;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a test in a module of its own sees of modules. */
class ModuleTest {

    @Test
    void isInItsOwn() {
        Module module = ModuleTest.class.getModule();
        System.out.println(module + " " + module.getDescriptor().isOpen() + " " + new TreeSet<>(module.getPackages()));
        System.out.println(new TreeSet<>(module.getDescriptor().requires()));
    }

    @Test
    void theCodeIsAnother() {
        Module module = Calculator.class.getModule();
        System.out.println(module + " " + new TreeSet<>(module.getPackages()));
        System.out.println(module.isOpen("calc", ModuleTest.class.getModule()));
    }

    /** "... because module calc does not export calc.internal to module calc.tests". */
    @Test
    void whatIsNotExportedIsClosed() throws ReflectiveOperationException {
        Class.forName("calc.internal.Plus").getConstructor().newInstance();
    }
}
