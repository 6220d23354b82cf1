package dev.forkd.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.forkd.wire.files.PackagedText;
import org.junit.jupiter.api.Test;

/** The arrows between our modules and packages point one way, and state is where it belongs. */
class ArchitectureTests {

    private static final String CLIENT = "dev.forkd.client..";
    private static final String WIRE = "dev.forkd.wire..";
    private static final String SCHEDULE = "dev.forkd.schedule..";
    private static final String LOCAL = "dev.forkd.local..";
    private static final String EXTENSION = "dev.forkd.junit..";
    private static final String WORKER = "dev.forkd.worker..";
    private static final String ENGINE = "dev.forkd.engine..";
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String OURS = "dev.forkd..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.forkd");

    @Test
    void wire_knows_nothing_of_ours() {
        onlyOurs(WIRE, WIRE);
    }

    @Test
    void wire_needs_no_library_but_the_annotations_of_jackson() {
        classes()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", WIRE, "com.fasterxml.jackson.annotation..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void client_knows_only_the_records_of_the_wire() {
        onlyOurs(CLIENT, CLIENT, WIRE);
    }

    @Test
    void schedule_knows_nothing_of_ours() {
        onlyOurs(SCHEDULE, SCHEDULE);
    }

    @Test
    void worker_knows_nothing_of_ours() {
        onlyOurs(WORKER, WORKER);
    }

    @Test
    void extension_knows_nothing_of_ours() {
        onlyOurs(EXTENSION, EXTENSION);
    }

    @Test
    void local_knows_only_the_records_of_the_wire() {
        onlyOurs(LOCAL, LOCAL, WIRE);
    }

    @Test
    void the_engine_sees_of_the_wire_only_the_records_of_the_client_and_the_reader_of_texts() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat(notOf(
                                ENGINE,
                                CLIENT,
                                EXTENSION,
                                LOCAL,
                                SCHEDULE,
                                WORKER,
                                "dev.forkd.wire",
                                "dev.forkd.wire.names")
                        .and(DescribedPredicate.not(JavaClass.Predicates.type(PackagedText.class))))
                .check(CLASSES);
    }

    @Test
    void what_travels_brings_no_library_and_no_junit_beyond_the_launcher() {
        classes()
                .that()
                .resideInAPackage(WORKER)
                .and()
                // Loaded only where Jupiter is there.
                .doNotHaveFullyQualifiedName("dev.forkd.worker.warm.FirstTests")
                .and()
                .doNotHaveFullyQualifiedName("dev.forkd.worker.ApplicationContexts")
                .and()
                .doNotHaveFullyQualifiedName("dev.forkd.worker.FailedTests")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", WORKER, "org.junit.platform..", "org.opentest4j..", "org.jspecify..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(WORKER, EXTENSION)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(JACKSON)
                .check(CLASSES);
    }

    @Test
    void client_local_and_schedule_know_no_junit() {
        noClasses()
                .that()
                .resideInAnyPackage(CLIENT, LOCAL, SCHEDULE, WIRE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.opentest4j..")
                .check(CLASSES);
    }

    @Test
    void the_engine_knows_the_platform_and_no_engine() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit.jupiter..", "org.junit.vintage..", "org.junit..internal..", "org.junit")
                .check(CLASSES);
    }

    @Test
    void packages_make_no_circle() {
        slices().matching("dev.forkd.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void state_lives_in_objects() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(ENGINE, WORKER, EXTENSION)
                .and()
                .areStatic()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE, WORKER, EXTENSION)
                .and()
                .haveSimpleNameNotEndingWith("WorkerBudget")
                .and()
                .haveSimpleNameNotEndingWith("KeptSession")
                .and()
                .haveSimpleNameNotEndingWith("HeadStart")
                .and()
                .haveSimpleNameNotEndingWith("IdleHint")
                .and()
                .haveSimpleNameNotEndingWith("LeftOut")
                .and()
                .haveSimpleNameNotEndingWith("DiscoveryScope")
                .and()
                .haveSimpleNameNotEndingWith("TokenProperty")
                .should(new HoldStaticState())
                .check(CLASSES);
    }

    @Test
    void limits_are_called_MAX_and_MIN() {
        fields().that()
                .areStatic()
                .should()
                .haveNameNotMatching("(MOST|LONGEST|LEAST|DEEPEST|LARGEST|SHORTEST|SLOWEST)(_.*)?")
                .check(CLASSES);
    }

    private static void onlyOurs(String from, String... allowed) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(notOf(allowed))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> notOf(String... allowed) {
        return JavaClass.Predicates.resideInAPackage(OURS)
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed)));
    }
}
