package dev.forkd.local.api;

import dev.forkd.local.fault.Operation;
import dev.forkd.local.http.Reply;
import dev.forkd.wire.VersionInfo;
import java.util.List;
import java.util.Map;

/**
 * The routes for health, version and metrics (contract 4.1), and those for workspaces, of which only the list works
 * (contract 4.6).
 */
final class InfoRoutes {
    private final Context context;

    InfoRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        EmulatedVersion ever = EmulatedVersion.V0_3_0;
        EmulatedVersion workspaces = EmulatedVersion.V0_3_4;
        Operation operation = Operation.WORKSPACES;
        Route.Action unsupported = call -> Json.error(500, "workspaces are not supported by the local controller");
        Route.Action unknown = call -> Json.error(404, "workspace " + call.name() + " not found");
        return List.of(
                Route.of("GET", "/healthz", ever, Operation.HEALTHZ, call -> Json.reply(200, Map.of("ok", true))),
                Route.of("GET", "/version", ever, Operation.VERSION, call -> version()),
                Route.of("GET", "/metrics", ever, Operation.METRICS, call -> metrics()),
                Route.of("GET", "/v1/workspaces", workspaces, operation, call -> Json.reply(200, List.of())),
                Route.of("POST", "/v1/workspaces", workspaces, operation, unsupported),
                Route.of("GET", "/v1/workspaces/:name", workspaces, operation, unknown),
                Route.of("DELETE", "/v1/workspaces/:name", workspaces, operation, unknown),
                Route.of("POST", "/v1/workspaces/:name/suspend", workspaces, operation, unknown),
                Route.of("POST", "/v1/workspaces/:name/resume", workspaces, operation, unknown));
    }

    private Reply version() {
        return Json.reply(200, new VersionInfo(context.version().reported(), "v1", context.implementation()));
    }

    private Reply metrics() {
        StringBuilder text = new StringBuilder();
        gauge(
                text,
                "forkd_snapshots_total",
                "Number of snapshots known to the controller.",
                context.snapshots().size());
        gauge(
                text,
                "forkd_sandboxes_active",
                "Number of active sandboxes (child VMs).",
                context.sandboxes().size());
        if (context.version().since(EmulatedVersion.V0_5_0)) {
            gauge(
                    text,
                    "forkd_branches_in_flight",
                    "Number of BRANCH operations currently writing memory.bin.",
                    context.slots().taken());
            gauge(
                    text,
                    "forkd_branch_concurrency_cap",
                    "Configured maximum concurrent BRANCH operations.",
                    context.slots().capacity());
        }
        gauge(
                text,
                "forkd_build_info",
                "Build version of the controller binary.",
                "{version=\"" + context.version().reported() + "\"} 1");
        return Reply.typed(200, "text/plain; version=0.0.4", text.toString());
    }

    private static void gauge(StringBuilder text, String name, String help, int value) {
        gauge(text, name, help, " " + value);
    }

    private static void gauge(StringBuilder text, String name, String help, String value) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        text.append(name).append(value).append('\n');
    }
}
