package dev.forkd.junit;

import dev.forkd.junit.SandboxPolicy.Decision;
import dev.forkd.junit.SandboxPolicy.Surroundings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

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

    /**
     * Refuses the annotation on nested classes, where it would have no effect: the whole top-level class runs in one
     * place.
     */
    private static void refuseOnNestedClass(Class<?> type) {
        Optional<ForkdSandbox> own = AnnotationSupport.findAnnotation(type, ForkdSandbox.class);
        if (own.isPresent() && AnnotationSupport.isAnnotated(type, Nested.class)) {
            Class<?> outermost = type;
            while (AnnotationSupport.isAnnotated(outermost, Nested.class) && outermost.getEnclosingClass() != null) {
                outermost = outermost.getEnclosingClass();
            }
            if (!AnnotationSupport.findAnnotation(outermost, ForkdSandbox.class).equals(own)) {
                throw new ExtensionConfigurationException("@ForkdSandbox on the nested class " + type.getName()
                        + " has no effect, because a class runs where its top-level class runs. Put it on "
                        + outermost.getName() + ", or make this a class of its own.");
            }
        }
    }
}
