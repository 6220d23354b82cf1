package dev.forkd.local.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The faults of one controller: a list of rules that tests may add to at any time. Thread-safe.
 *
 * <p>For example, the second sandbox dies at its sixth exec, and the first two create calls find the network device
 * busy:
 *
 * <pre>{@code
 * faults.add(FaultRule.on(Operation.EXEC, new Effect.KillSandbox()).ofSandbox(2).after(5).times(1));
 * faults.add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Fail(500, "... (os error 16)")).times(2));
 * }</pre>
 */
public final class Faults {
    private final CopyOnWriteArrayList<Armed> rules = new CopyOnWriteArrayList<>();
    private final Map<Operation, AtomicLong> requests = new ConcurrentHashMap<>();

    /** Makes an object without faults. */
    public Faults() {}

    /**
     * Adds a rule, which counts requests from now on.
     *
     * @param rule the fault and the requests that it applies to
     * @return this object
     */
    public Faults add(FaultRule rule) {
        rules.add(new Armed(rule, new AtomicLong()));
        return this;
    }

    /** Removes all rules. Sandboxes that were already harmed are not restored. */
    public void clear() {
        rules.clear();
    }

    /**
     * Counts a request and returns the faults that apply to it.
     *
     * @param operation what the request asks for
     * @param sandbox number of the request's sandbox, or 0
     * @return the effects, in the order in which their rules were added
     */
    public List<Effect> strike(Operation operation, int sandbox) {
        requests.computeIfAbsent(operation, none -> new AtomicLong()).incrementAndGet();
        List<Effect> effects = new ArrayList<>();
        for (Armed armed : rules) {
            FaultRule rule = armed.rule();
            if (rule.matches(operation, sandbox)) {
                long seen = armed.seen().getAndIncrement();
                if (seen >= rule.skip() && seen - rule.skip() < rule.times()) {
                    effects.add(rule.effect());
                }
            }
        }
        return effects;
    }

    /**
     * Tells how many requests there were for an operation, harmed or not.
     *
     * @param operation the operation
     * @return number of requests since this object was made
     */
    public long requests(Operation operation) {
        AtomicLong count = requests.get(operation);
        return count == null ? 0 : count.get();
    }

    private record Armed(FaultRule rule, AtomicLong seen) {}
}
