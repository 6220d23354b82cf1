package dev.forkd.local.api;

import org.jspecify.annotations.Nullable;

/**
 * What the API needs to know about the controller that it imitates.
 *
 * @param version the version to imitate
 * @param token the bearer token, or {@code null} for no authentication
 * @param namespaces how many network namespaces the controller pretends to have
 * @param oneTap whether sandboxes without a namespace compete for one network device
 * @param branchConcurrency how many branches may run at once
 * @param implementation what {@code GET /version} says about the kind of controller, or {@code null} to say nothing, as
 *     the real one does
 * @param timerScale factor for the times that the real controller waits in vain; 0 does not wait
 */
public record ApiSettings(
        EmulatedVersion version,
        @Nullable String token,
        int namespaces,
        boolean oneTap,
        int branchConcurrency,
        @Nullable String implementation,
        double timerScale) {}
