package dev.forkd.junit;

import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Applies the policy of {@link ForkdSandbox} and resolves {@link SandboxContext} parameters. */
final class ForkdSandboxExtension implements ExecutionCondition, ParameterResolver {

    /** Set in every process inside a sandbox's worker. */
    private static final String WORKER_VARIABLE = "FORKD_WORKER";

    private final Map<String, String> environment;

    /** Made by Jupiter. */
    ForkdSandboxExtension() {
        this(System.getenv());
    }

    ForkdSandboxExtension(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (environment.containsKey(WORKER_VARIABLE)) {
            return ConditionEvaluationResult.enabled("runs in a forkd sandbox");
        }
        ForkdSandbox.Outside policy = context.getTestClass()
                .flatMap(type -> AnnotationSupport.findAnnotation(type, ForkdSandbox.class))
                .map(ForkdSandbox::outside)
                .orElse(ForkdSandbox.Outside.RUN);
        String situation =
                "This class is meant for a forkd sandbox, but it runs in an ordinary JVM. Is the forkd engine"
                        + " (dev.forkd:forkd-junit-engine) on the test class path, and not excluded?";
        return switch (policy) {
            case RUN -> ConditionEvaluationResult.enabled("may also run outside of a sandbox");
            case SKIP -> ConditionEvaluationResult.disabled(situation);
            case FAIL -> throw new ExtensionConfigurationException(situation);
        };
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SandboxContext.class;
    }

    @Override
    public SandboxContext resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new SandboxContext(
                environment.getOrDefault("SANDBOX_ID", ""),
                Integer.parseInt(environment.getOrDefault("SANDBOX_INDEX", "0")),
                Integer.parseInt(environment.getOrDefault("SANDBOX_COUNT", "1")));
    }
}
