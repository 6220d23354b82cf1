package it.engines;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.forkd.junit.ForkdSandbox;

@ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
@AnalyzeClasses(packagesOf = Where.class)
class MicroVmArchitectureTest {
    @ArchTest
    static void never(JavaClasses all) {
        Where.leaveTrace(MicroVmArchitectureTest.class);
    }
}
