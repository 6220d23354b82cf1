package it.engines;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.forkd.junit.ForkdSandbox;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

@ForkdSandbox
@AnalyzeClasses(packagesOf = Where.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PUBLIC = classes().that().haveSimpleName("VintageTest").should().bePublic();

    @ArchTest
    static void byMethod(JavaClasses all) {
        Where.mustBeInSandbox();
    }

    @ArchTest
    static void fails(JavaClasses all) {
        throw new IllegalStateException("as it should");
    }
}
