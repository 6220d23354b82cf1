package dev.forkd.engine.run;

import dev.forkd.client.ForkdException;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.plan.Unit;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.SandboxPolicy;
import dev.forkd.junit.SandboxPolicy.Decision;
import dev.forkd.junit.SandboxPolicy.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps units out of sandboxes that do not fulfil their {@code @ForkdSandbox}. Such units are skipped or fail before
 * any sandbox is made. The controller is asked for its kind only if a class does not accept any sandbox.
 */
final class Admission {

    private final Supplier<Surroundings> controller;
    private final Ledger ledger;
    private @Nullable Surroundings surroundings;
    private @Nullable String mystery;

    /**
     * Makes an object for a run.
     *
     * @param controller returns the kind of sandboxes, or throws if the controller does not answer
     * @param ledger records the units that are refused
     */
    Admission(Supplier<Surroundings> controller, Ledger ledger) {
        this.controller = controller;
        this.ledger = ledger;
    }

    /** Returns the units that may run; all others have ended when this returns. */
    List<Unit> admit(List<Unit> units) {
        List<Unit> admitted = new ArrayList<>();
        for (Unit unit : units) {
            Decision decision = decide(unit);
            if (decision instanceof Decision.Fail fail) {
                ledger.planEnded(List.of(unit), Reasons.of(new RunFailedException(fail.reason(), null)));
            } else if (decision instanceof Decision.Skip skip) {
                ledger.skip(unit, skip.reason());
            } else {
                admitted.add(unit);
            }
        }
        return List.copyOf(admitted);
    }

    /**
     * A conflict between its classes, or a single class that may not run, keeps the whole unit out. A failure takes
     * precedence over a skip.
     */
    private Decision decide(Unit unit) {
        Optional<String> conflict = unit.demands().conflict();
        if (conflict.isPresent()) {
            return new Decision.Fail(conflict.get());
        }
        Decision result = new Decision.Run();
        for (SandboxPolicy policy : unit.demands().policies()) {
            Decision decision = decide(policy);
            if (decision instanceof Decision.Fail) {
                return decision;
            }
            if (result instanceof Decision.Run) {
                result = decision;
            }
        }
        return result;
    }

    private Decision decide(SandboxPolicy policy) {
        if (policy.requires() == Requirement.ANY || policy.contradiction().isPresent()) {
            return policy.decide(Surroundings.LOCAL_SANDBOX);
        }
        ask();
        Surroundings known = surroundings;
        return known == null
                ? policy.without("its controller could not be asked what it is: " + mystery)
                : policy.decide(known);
    }

    private void ask() {
        if (surroundings == null && mystery == null) {
            try {
                surroundings = controller.get();
            } catch (ForkdException e) {
                mystery = OutputTail.clean(String.valueOf(e.getMessage()));
            }
        }
    }
}
