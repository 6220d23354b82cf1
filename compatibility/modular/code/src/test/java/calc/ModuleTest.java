package calc;

import java.util.ArrayList;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a test sees of modules. */
class ModuleTest {

    @Test
    void isInTheModuleOfTheCode() {
        Module module = ModuleTest.class.getModule();
        System.out.println(module + " " + module.getDescriptor().isOpen() + " " + new TreeSet<>(module.getPackages()));
        System.out.println(module.isOpen("calc", Test.class.getModule()) + " " + module.isExported("calc.internal"));
        System.out.println(new TreeSet<>(module.getDescriptor().requires()));
    }

    @Test
    void jupiterIs() {
        System.out.println(Test.class.getModule().isNamed());
        System.out.println(ModuleTest.class.getModule().canRead(Test.class.getModule()));
    }

    @Test
    void modulePathIsThere() {
        System.out.println(System.getProperty("jdk.module.path") != null);
        System.out.println(System.getProperty("jdk.module.main"));
    }

    @Test
    void theJdkIsClosed() throws NoSuchFieldException {
        ArrayList.class.getDeclaredField("size").setAccessible(true);
    }

    @Test
    void aModuleThatIsNotAskedForIsNotThere() throws ClassNotFoundException {
        System.out.println(ModuleLayer.boot().findModule("java.sql.rowset").isPresent());
        Class.forName("javax.sql.rowset.RowSetProvider");
    }
}
