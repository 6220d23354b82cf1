package dev.forkd.local.api;

import dev.forkd.local.http.HttpFailure;
import dev.forkd.local.http.Reply;
import dev.forkd.local.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the route for a request among those of the emulated version, or refuses with a 404 or 405 without a body
 * (contract 3).
 */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes, EmulatedVersion version) {
        this.routes =
                routes.stream().filter(route -> version.since(route.since())).toList();
    }

    /** A route, with the values of its pattern's variables. */
    record Match(Route route, List<String> variables) {}

    Match find(Request request) {
        // HEAD works wherever GET does; the HTTP server leaves out the body.
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        List<String> segments = request.segments()
                .orElseThrow(() -> new HttpFailure(Reply.text(400, "Invalid URL: Invalid UTF-8 in path parameter")));
        List<String> allowed = new ArrayList<>();
        for (Route route : routes) {
            Optional<List<String>> variables = route.match(segments);
            if (variables.isPresent()) {
                if (route.method().equals(method)) {
                    return new Match(route, variables.get());
                }
                allowed.add(route.method().equals("GET") ? "GET,HEAD" : route.method());
            }
        }
        throw new HttpFailure(allowed.isEmpty() ? Reply.empty(404) : Reply.methodNotAllowed(String.join(",", allowed)));
    }
}
