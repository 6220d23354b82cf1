package dev.forkd.local.api;

import dev.forkd.local.fault.Operation;
import dev.forkd.local.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One method on one path pattern, where a segment that starts with a colon matches anything but nothing. */
record Route(String method, List<String> pattern, EmulatedVersion since, Operation operation, Action action) {

    /** What the route does. */
    @FunctionalInterface
    interface Action {
        Reply run(Call call) throws InterruptedException;
    }

    static Route of(String method, String path, EmulatedVersion since, Operation operation, Action action) {
        return new Route(method, List.of(path.substring(1).split("/")), since, operation, action);
    }

    /** The values of the pattern's variables, if the path matches. */
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
