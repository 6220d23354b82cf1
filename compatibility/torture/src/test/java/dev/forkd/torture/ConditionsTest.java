package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

    static class Never implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled("never <ever>, \"really\"\nnot at all");
        }
    }

    @Test
    @Disabled
    void withoutReason() {
        fail();
    }

    @Test
    @EnabledOnOs(OS.WINDOWS)
    void os() {}

    @Test
    @DisabledForJreRange(min = JRE.JAVA_17)
    void jre() {}

    @Test
    @EnabledIfSystemProperty(named = "torture.property", matches = "set")
    void property() {}

    @Test
    @EnabledIfSystemProperty(named = "torture.property", matches = "unset", disabledReason = "and why")
    void otherProperty() {}

    @Test
    @EnabledIfEnvironmentVariable(named = "TORTURE_VARIABLE", matches = "set")
    void variable() {}

    @Test
    @DisabledIfEnvironmentVariable(named = "TORTURE_VARIABLE", matches = ".*")
    void otherVariable() {}

    @Test
    @EnabledIf("no")
    void method() {}

    @Test
    @DisabledIf(value = "yes", disabledReason = "because")
    void methodWithReason() {}

    boolean no() {
        return false;
    }

    boolean yes() {
        return true;
    }

    @Test
    @ExtendWith(Never.class)
    void condition() {}

    @ParameterizedTest
    @Disabled("no invocation")
    @ValueSource(ints = {1, 2})
    void template(int number) {}

    @Nested
    @Disabled("the whole nested class")
    class Inner {
        @Test
        void never() {}

        @Nested
        class Deeper {
            @Test
            void neither() {}
        }
    }
}
