package dev.forkd.engine.workers;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A controller whose sandboxes are names in a list. It answers at once what the client asks. What it does wrong depends on the seed and the name that it is asked about, not
 * on the order of calls, since those of a client overlap.
 */
final class SimulatedController {

    private static final Pattern SANDBOX = Pattern.compile("/v1/sandboxes/(sb-[0-9]+)(/ping|/exec)?");
    private static final Pattern N = Pattern.compile("\"n\"\\s*:\\s*([0-9]+)");

    private final Map<String, Boolean> sandboxes = new TreeMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> cutBefore = new HashSet<>();
    private final long seed;
    private final double cut;
    private final double silent;
    private int made;
    private boolean gone;
    private Trouble trouble = Trouble.NONE;

    /** What the next exec says. */
    enum Trouble {
        NONE,
        /** The controller's own error. */
        BROKEN,
        /** The process is no longer watched. */
        UNWATCHED
    }

    SimulatedController(long seed, Weather weather) {
        this.seed = seed;
        this.cut = weather.cut();
        this.silent = weather.silent();
    }

    /** Starts anew: it knows no sandbox any more. */
    synchronized void restart() {
        sandboxes.clear();
    }

    /** Says to everybody that it is not well, from now on. */
    synchronized void fail() {
        gone = true;
    }

    synchronized boolean isGone() {
        return gone;
    }

    synchronized void remove(String sandbox) {
        sandboxes.remove(sandbox);
    }

    synchronized boolean has(String sandbox) {
        return sandboxes.containsKey(sandbox);
    }

    /** Whether the host wanted to be rid of it. */
    synchronized boolean wasDeleted(String sandbox) {
        return deleted.contains(sandbox);
    }

    synchronized Set<String> left() {
        return Set.copyOf(sandboxes.keySet());
    }

    /** How many sandboxes there have been. */
    synchronized int made() {
        return made;
    }

    synchronized void nextExec(Trouble next) {
        trouble = next;
    }

    /** Answers a call; throws when the answer is lost on its way. */
    synchronized Reply call(String method, String path, String body) throws IOException {
        Reply reply = answer(method, path, body);
        String call = method + " " + path + " " + made;
        // The answer of one call at most, each: then it goes through.
        if (happens("cut " + call, cut) && cutBefore.add(call)) {
            throw new IOException("connection reset");
        }
        return reply;
    }

    /** An answer. */
    record Reply(int status, String json) {}

    private Reply answer(String method, String path, String body) {
        if (path.equals("/version")) {
            return new Reply(200, "{\"version\":\"0.2.2\",\"api\":\"v1\"}");
        }
        if (path.equals("/healthz")) {
            return new Reply(200, "{\"ok\":" + !gone + "}");
        }
        if (gone) {
            return new Reply(400, "{\"error\":\"gone\"}");
        }
        if (path.equals("/v1/sandboxes")) {
            return method.equals("POST") ? create(body) : list(sandboxes.keySet());
        }
        Matcher one = SANDBOX.matcher(path);
        if (!one.matches() || !sandboxes.containsKey(one.group(1))) {
            return new Reply(404, "{\"error\":\"not found\"}");
        }
        if (method.equals("DELETE")) {
            sandboxes.remove(one.group(1));
            deleted.add(one.group(1));
            return new Reply(200, "{}");
        }
        return path.endsWith("/ping")
                ? new Reply(200, "{\"pong\":" + sandboxes.get(one.group(1)) + ",\"agent_lang\":\"python\"}")
                : exec();
    }

    private Reply create(String body) {
        Matcher wanted = N.matcher(body);
        int n = wanted.find() ? Integer.parseInt(wanted.group(1)) : 1;
        Set<String> fresh = new HashSet<>();
        for (int i = 0; i < n; i++) {
            String id = "sb-" + ++made;
            sandboxes.put(id, !happens("silent " + id, silent));
            fresh.add(id);
        }
        return list(fresh);
    }

    private static Reply list(Set<String> ids) {
        return new Reply(
                200,
                ids.stream()
                        .sorted()
                        .map(id ->
                                "{\"id\":\"" + id + "\",\"snapshot_tag\":\"simulated\",\"created_at_unix\":1,\"pid\":1,"
                                        + "\"has_branched\":false,\"branch_count\":0}")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private Reply exec() {
        Trouble now = trouble;
        trouble = Trouble.NONE;
        return now == Trouble.BROKEN
                ? new Reply(500, "{\"error\":\"simulated\"}")
                : new Reply(200, "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":-9}");
    }

    private boolean happens(String what, double likelihood) {
        return likelihood > 0 && new Random(seed ^ what.hashCode()).nextDouble() < likelihood;
    }
}
