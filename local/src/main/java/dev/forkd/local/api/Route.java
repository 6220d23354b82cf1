package dev.forkd.local.api;

import dev.forkd.local.fault.Operation;
import dev.forkd.local.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method on a path pattern. A segment of the pattern that starts with a colon matches any segment except an empty
 * one.
 */
record Route(String method, List<String> pattern, EmulatedVersion since, Operation operation, Action action) {

    @FunctionalInterface
    interface Action {
        Reply run(Call call) throws InterruptedException;
    }

    static Route of(String method, String path, EmulatedVersion since, Operation operation, Action action) {
        return new Route(method, List.of(path.substring(1).split("/")), since, operation, action);
    }

    /** Returns the values of the pattern's variables, if the path matches. */
    Optional<List<String>> match(List<String> segments) {
        if (segments.size() != pattern.size()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).startsWith(":")) {
                if (segments.get(i).isEmpty()) {
                    return Optional.empty();
                }
                values.add(segments.get(i));
            } else if (!pattern.get(i).equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
