package dev.forkd.action;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.forkd.wire.files.PackagedText;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md that begin at the Action; the others are held by the test of this name in engine. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.forkd.action");

    @Test
    void the_action_knows_client_local_schedule_and_of_the_wire_records_and_the_reader_of_texts() {
        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.forkd..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                                "dev.forkd.action..",
                                "dev.forkd.client..",
                                "dev.forkd.local..",
                                "dev.forkd.schedule..",
                                "dev.forkd.wire",
                                "dev.forkd.wire.names")))
                        .and(DescribedPredicate.not(JavaClass.Predicates.type(PackagedText.class))))
                .check(CLASSES);
    }

    @Test
    void the_action_knows_no_junit() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.opentest4j..")
                .check(CLASSES);
    }

    @Test
    void packages_make_no_circle() {
        slices().matching("dev.forkd.action.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void limits_are_called_MAX_and_MIN() {
        fields().that()
                .areStatic()
                .should()
                .haveNameNotMatching("(MOST|LONGEST|LEAST|DEEPEST|LARGEST|SHORTEST|SLOWEST)(_.*)?")
                .check(CLASSES);
    }

    @Test
    void everything_is_looked_at() {
        classes()
                .that()
                .haveSimpleName("SummaryPage")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }
}
