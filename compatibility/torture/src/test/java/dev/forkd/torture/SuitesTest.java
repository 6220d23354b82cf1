package dev.forkd.torture;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;
import org.junit.platform.suite.api.SuiteDisplayName;

/** A suite that selects a suite; the members below are no tests of their own. */
@Suite
@SuiteDisplayName("The outer suite")
@SelectClasses({SuitesTest.Inner.class, SuitesTest.Member.class})
@IncludeClassNamePatterns(".*")
@ConfigurationParameter(key = "torture.suite", value = "outer")
class SuitesTest {

    @Suite
    @SuiteDisplayName("The inner suite")
    @SelectClasses({SuitesTest.Other.class, SuitesTest.Old.class})
    @IncludeClassNamePatterns(".*")
    @ExcludeTags("unwanted")
    @ConfigurationParameter(key = "torture.suite", value = "inner")
    static class Inner {}

    static class SaysTheParameter implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            System.out.println("parameter: "
                    + context.getConfigurationParameter("torture.suite").orElse("none"));
            return ConditionEvaluationResult.enabled("always");
        }
    }

    @ExtendWith(SaysTheParameter.class)
    static class Member {
        @Test
        void one() {
            System.out.println("one of the suite");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void invocations(int number) {}
    }

    @ExtendWith(SaysTheParameter.class)
    static class Other {
        @Test
        void other() {}

        @Test
        @Tag("unwanted")
        void unwanted() {}
    }

    public static class Old {
        @org.junit.Test
        public void vintageInASuite() {}
    }
}
