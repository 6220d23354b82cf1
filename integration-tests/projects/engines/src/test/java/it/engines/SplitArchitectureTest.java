package it.engines;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.forkd.junit.ForkdSandbox;

@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
@AnalyzeClasses(packagesOf = Where.class)
class SplitArchitectureTest {
    @ArchTest
    static void never(JavaClasses all) {
        Where.leaveTrace(SplitArchitectureTest.class);
    }
}
