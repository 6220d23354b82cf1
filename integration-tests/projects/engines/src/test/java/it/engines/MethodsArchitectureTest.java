package it.engines;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.forkd.junit.ForkdSandbox;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
@AnalyzeClasses(packagesOf = Where.class)
class MethodsArchitectureTest {
    private static int count;

    @ArchTest
    static void one(JavaClasses all) {
        Where.mustBeFirst(count++);
    }

    @ArchTest
    static void two(JavaClasses all) {
        Where.mustBeFirst(count++);
    }
}
