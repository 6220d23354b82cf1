package dev.forkd.engine.host;

import java.lang.reflect.Method;
import java.util.function.BooleanSupplier;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.ExecutionRequest;

/** The only place that reaches for API newer than the oldest Platform that we support, by reflection. */
public final class PlatformFeatures {

    private PlatformFeatures() {}

    /**
     * The request's cancellation, which exists since 6.0.
     *
     * @param request the request
     * @return answers whether the run was cancelled; before 6.0 always false
     */
    public static BooleanSupplier cancellation(ExecutionRequest request) {
        return ReflectionSupport.findMethod(ExecutionRequest.class, "getCancellationToken")
                .map(method -> ReflectionSupport.invokeMethod(method, request))
                .<BooleanSupplier>map(token -> {
                    Method isRequested = ReflectionSupport.findMethod(token.getClass(), "isCancellationRequested")
                            .orElseThrow();
                    return () -> Boolean.TRUE.equals(ReflectionSupport.invokeMethod(isRequested, token));
                })
                .orElse(() -> false);
    }
}
