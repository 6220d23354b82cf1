/**
 * The routes of the controller's REST API, with the same checks and error messages as the real handlers (contract 4 to
 * 8).
 *
 * <p>Start reading at {@link dev.forkd.local.api.Api}: it authenticates, routes, applies faults and calls the handlers.
 * The wire records come from {@code dev.forkd.wire}.
 */
@NullMarked
package dev.forkd.local.api;

import org.jspecify.annotations.NullMarked;
