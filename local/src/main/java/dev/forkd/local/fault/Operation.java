package dev.forkd.local.fault;

/** What a request asks the controller to do; one per route (contract 4). */
public enum Operation {
    /** {@code GET /healthz}. */
    HEALTHZ,
    /** {@code GET /version}. */
    VERSION,
    /** {@code GET /metrics}. */
    METRICS,
    /** {@code GET /v1/snapshots}. */
    LIST_SNAPSHOTS,
    /** {@code POST /v1/snapshots}. */
    CREATE_SNAPSHOT,
    /** {@code DELETE /v1/snapshots/:tag}. */
    DELETE_SNAPSHOT,
    /** {@code GET /v1/snapshots/:tag/info}. */
    SNAPSHOT_INFO,
    /** {@code POST /v1/snapshots/:tag/compact}. */
    COMPACT_SNAPSHOT,
    /** {@code GET /v1/sandboxes}. */
    LIST_SANDBOXES,
    /** {@code POST /v1/sandboxes}. */
    CREATE_SANDBOXES,
    /** {@code GET /v1/sandboxes/:id}. */
    GET_SANDBOX,
    /** {@code DELETE /v1/sandboxes/:id}. */
    DELETE_SANDBOX,
    /** {@code POST /v1/sandboxes/:id/exec}. */
    EXEC,
    /** {@code POST /v1/sandboxes/:id/eval}. */
    EVAL,
    /** {@code POST /v1/sandboxes/:id/ping}. */
    PING,
    /** {@code POST /v1/sandboxes/:id/branch}. */
    BRANCH,
    /** Everything below {@code /v1/workspaces}. */
    WORKSPACES
}
