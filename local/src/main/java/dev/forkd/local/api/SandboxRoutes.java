package dev.forkd.local.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.forkd.local.fault.Operation;
import dev.forkd.local.http.Reply;
import java.util.List;

/**
 * The routes for sandboxes: create, list, get, delete (contract 4.3, 5.4), and those of the agent and of branching.
 */
final class SandboxRoutes {
    private final Context context;

    SandboxRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        EmulatedVersion ever = EmulatedVersion.V0_3_0;
        AgentRoutes agent = new AgentRoutes(context);
        BranchRoute branch = new BranchRoute(context);
        CreateRoute create = new CreateRoute(context);
        String one = "/v1/sandboxes/:id";
        return List.of(
                Route.of("GET", "/v1/sandboxes", ever, Operation.LIST_SANDBOXES, call -> list()),
                Route.of("POST", "/v1/sandboxes", ever, Operation.CREATE_SANDBOXES, create::run),
                Route.of("GET", one, ever, Operation.GET_SANDBOX, this::get),
                Route.of("DELETE", one, ever, Operation.DELETE_SANDBOX, this::delete),
                Route.of("POST", one + "/exec", ever, Operation.EXEC, agent::exec),
                Route.of("POST", one + "/eval", ever, Operation.EVAL, agent::eval),
                Route.of("POST", one + "/ping", ever, Operation.PING, agent::ping),
                Route.of("POST", one + "/branch", ever, Operation.BRANCH, branch::run));
    }

    private Reply list() {
        ArrayNode list = Json.array();
        context.sandboxes().all().forEach(entry -> list.add(entry.describe(context.version())));
        return Json.reply(200, list);
    }

    private Reply get(Call call) {
        return Json.reply(200, context.sandbox(call.name()).describe(context.version()));
    }

    private Reply delete(Call call) {
        context.sandboxes()
                .remove(call.name())
                .orElseThrow(() -> Json.failure(404, "sandbox " + call.name() + " not found"))
                .delete();
        return Reply.empty(204);
    }
}
