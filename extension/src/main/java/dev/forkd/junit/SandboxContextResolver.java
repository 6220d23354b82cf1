package dev.forkd.junit;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves parameters of type {@link SandboxContext} in Jupiter's tests. Classes with {@link ForkdSandbox} use it
 * automatically. Other classes need {@code @ExtendWith(SandboxContextResolver.class)}; to use it everywhere, set
 * Jupiter's own {@code junit.jupiter.extensions.autodetection.enabled=true}.
 */
public final class SandboxContextResolver implements ParameterResolver {

    private final Map<String, String> environment;

    /** Called by Jupiter. */
    public SandboxContextResolver() {
        this(System.getenv());
    }

    SandboxContextResolver(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SandboxContext.class;
    }

    @Override
    public SandboxContext resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return SandboxContext.of(environment);
    }
}
