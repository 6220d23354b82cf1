package dev.forkd.junit;

import dev.forkd.junit.SandboxPolicy.Decision;
import dev.forkd.junit.SandboxPolicy.Surroundings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Applies the policy of {@link ForkdSandbox}. */
final class ForkdSandboxExtension implements ExecutionCondition {

    /** This variable is set in every process of a worker. */
    private static final String WORKER_VARIABLE = "FORKD_WORKER";

    private final Map<String, String> environment;

    /** Called by Jupiter. */
    ForkdSandboxExtension() {
        this(System.getenv());
    }

    ForkdSandboxExtension(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        // The condition was already evaluated for the class, so methods need no check of their own.
        Optional<Class<?>> type =
                context.getElement().filter(Class.class::isInstance).map(Class.class::cast);
        type.ifPresent(ForkdSandboxExtension::refuseOnNestedClass);
        if (environment.containsKey(WORKER_VARIABLE)) {
            return ConditionEvaluationResult.enabled("runs in a forkd sandbox");
        }
        Decision decision = type.flatMap(SandboxPolicy::of)
                .map(policy -> policy.decide(Surroundings.ORDINARY_JVM))
                .orElse(new Decision.Run());
        if (decision instanceof Decision.Fail fail) {
            throw new ExtensionConfigurationException(fail.reason());
        }
        return decision instanceof Decision.Skip skip
                ? ConditionEvaluationResult.disabled(skip.reason())
                : ConditionEvaluationResult.enabled("may also run outside of a sandbox");
    }

    private static void refuseOnNestedClass(Class<?> type) {
        SandboxPolicy.misplaced(type).ifPresent(reason -> {
            throw new ExtensionConfigurationException(reason);
        });
    }
}
