package dev.forkd.local.api;

import org.jspecify.annotations.Nullable;

/**
 * What the API is told about the controller that it plays.
 *
 * @param version which version it imitates
 * @param token the bearer token, or {@code null} for no authentication
 * @param namespaces how many network namespaces there seem to be
 * @param oneTap whether sandboxes without a namespace compete for one network device
 * @param branchConcurrency how many branches may run at once
 * @param implementation what {@code GET /version} adds about who answers, or {@code null} to say nothing, as the real one
 * @param timerScale factor on the real controller's waits for something that will not come; 0 does not wait
 */
public record ApiSettings(
        EmulatedVersion version,
        @Nullable String token,
        int namespaces,
        boolean oneTap,
        int branchConcurrency,
        @Nullable String implementation,
        double timerScale) {}
