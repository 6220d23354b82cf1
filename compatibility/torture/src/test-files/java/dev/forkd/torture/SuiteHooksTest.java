package dev.forkd.torture;

import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

@Suite
@SelectClasses(SuitesTest.Member.class)
@IncludeClassNamePatterns(".*")
class SuiteHooksTest {

    @BeforeSuite
    static void before() {
        System.out.println("before the suite");
    }

    @AfterSuite
    static void after() {
        System.out.println("after the suite");
    }
}
