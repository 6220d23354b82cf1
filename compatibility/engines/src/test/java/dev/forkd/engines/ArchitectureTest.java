package dev.forkd.engines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchIgnore;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.forkd.engines", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_PUBLIC = classes().should().bePublic();

    @ArchTest
    @ArchIgnore(reason = "not now")
    static final ArchRule NO_LISTS = noClasses().should().dependOnClassesThat().haveSimpleName("List");

    @ArchTest
    static void byMethod(JavaClasses all) {
        System.out.println(all.size() + " class");
    }
}
