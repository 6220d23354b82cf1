package dev.forkd.junit;

import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.Split;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The meaning of {@link ForkdSandbox} on one class. The engine and the Jupiter extension use it to decide by the same
 * rules; tests do not need it. Immutable.
 *
 * @param className the class for which the annotation was found
 * @param requires the kind of sandbox that the class needs
 * @param whenUnavailable what to do without such a sandbox
 * @param timeoutSeconds the class's time limit; 0 if it has none of its own
 * @param retries how often the class is run again after a failure
 * @param repeat how often each method runs
 * @param needs what else the class's sandbox must be like
 * @param split what of the class runs as a whole
 * @param ties what ties the class's methods to each other; all of it is known only if they are to be split
 */
public record SandboxPolicy(
        String className,
        Requirement requires,
        WhenUnavailable whenUnavailable,
        int timeoutSeconds,
        int retries,
        int repeat,
        SandboxNeeds needs,
        Split split,
        MethodTies ties) {

    private static final int MAX_RETRIES = 10;
    private static final int MAX_REPEAT = 1000;

    /** The possible places to run a class. */
    public enum Surroundings {
        /** This JVM, without the engine. */
        ORDINARY_JVM("it runs in an ordinary JVM"),
        /** A sandbox of a local controller, which sees the files of its machine. */
        LOCAL_SANDBOX("there are only sandboxes of the local controller, which are processes on this machine"),
        /** A sandbox of a real controller. */
        MICROVM("it runs in a microVM");

        private final String situation;

        Surroundings(String situation) {
            this.situation = situation;
        }
    }

    /** What to do with a class. */
    public sealed interface Decision {
        /** The class runs. */
        record Run() implements Decision {}

        /**
         * The class is skipped.
         *
         * @param reason the reason to report
         */
        record Skip(String reason) implements Decision {}

        /**
         * The class fails without running.
         *
         * @param reason the reason, and what the user can do
         */
        record Fail(String reason) implements Decision {}
    }

    /**
     * Reads the annotation of a class.
     *
     * @param type the class
     * @return the policy; empty without the annotation
     */
    public static Optional<SandboxPolicy> of(Class<?> type) {
        return AnnotationSupport.findAnnotation(type, ForkdSandbox.class)
                .map(found -> new SandboxPolicy(
                        type.getName(),
                        found.requires(),
                        found.whenUnavailable(),
                        found.timeout(),
                        found.retries(),
                        found.repeat(),
                        SandboxNeeds.of(found),
                        found.split(),
                        ties(type, found.split())));
    }

    /** What the annotation demands counts for a class that cannot be looked at, too. */
    private static MethodTies ties(Class<?> type, Split split) {
        try {
            return split == Split.METHODS ? MethodTies.of(type) : MethodTies.ofOrder(type);
        } catch (LinkageError | TypeNotPresentException e) {
            return MethodTies.unknown(type, e);
        }
    }

    /**
     * Tells whether the annotation is on a nested class of Jupiter, where it has no effect: the whole top-level class
     * runs in one place.
     *
     * @param type a test class of Jupiter
     * @return a message with the class and what to do; empty for a top-level class, a nested class without the
     *     annotation, and one that says the same as its top-level class
     */
    public static Optional<String> misplaced(Class<?> type) {
        Optional<ForkdSandbox> own = AnnotationSupport.findAnnotation(type, ForkdSandbox.class);
        if (own.isEmpty() || type.getEnclosingClass() == null || !AnnotationSupport.isAnnotated(type, Nested.class)) {
            return Optional.empty();
        }
        Class<?> outermost = type;
        while (AnnotationSupport.isAnnotated(outermost, Nested.class) && outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        return AnnotationSupport.findAnnotation(outermost, ForkdSandbox.class).equals(own)
                ? Optional.empty()
                : Optional.of("@ForkdSandbox on the nested class " + type.getName()
                        + " has no effect, because a class runs where its top-level class runs. Put it on "
                        + outermost.getName() + ", or make this a class of its own.");
    }

    /**
     * Returns the class's own time limit.
     *
     * @return how long the class may take; empty if the general limit applies
     */
    public Optional<Duration> timeout() {
        return timeoutSeconds > 0 ? Optional.of(Duration.ofSeconds(timeoutSeconds)) : Optional.empty();
    }

    /**
     * Tells whether the attributes are invalid or contradict each other.
     *
     * @return a message with the class, the attribute and what to write instead; empty if all is well
     */
    public Optional<String> contradiction() {
        if (timeoutSeconds < 0) {
            return Optional.of("@ForkdSandbox on " + className + ": timeout = " + timeoutSeconds
                    + " is negative. Give the seconds that the class may take, or leave it out.");
        }
        if (retries < 0 || retries > MAX_RETRIES) {
            return Optional.of("@ForkdSandbox on " + className + ": retries = " + retries + " is not between 0 and "
                    + MAX_RETRIES + ". Give how often a failed class may be run again, or leave it out.");
        }
        if (requires == Requirement.MICROVM && whenUnavailable == WhenUnavailable.IN_PROCESS) {
            return Optional.of("@ForkdSandbox on " + className
                    + ": requires = MICROVM and whenUnavailable = IN_PROCESS contradict each other. Choose"
                    + " whenUnavailable = SKIP or FAIL, or requires = ANY.");
        }
        if (needs.isolation() == Isolation.METHOD && ties.order().isPresent()) {
            return Optional.of("@ForkdSandbox on " + className + ": isolation = METHOD lets each method start from the"
                    + " set-up, but " + ties.order().get() + ". Leave one of them out, or use isolation = CLASS.");
        }
        return needs.contradiction()
                .or(this::contradictionOfSplit)
                .or(this::contradictionOfRepeat)
                .map(what -> "@ForkdSandbox on " + className + ": " + what);
    }

    private Optional<String> contradictionOfSplit() {
        if (split == Split.CLASS) {
            return Optional.empty();
        }
        if (needs.isolation() != Isolation.SHARED) {
            return Optional.of("split = METHODS and isolation = " + needs.isolation()
                    + (needs.isolation() == Isolation.CLASS
                            ? " contradict each other: one spreads the class over several sandboxes, the other gives it one."
                            : " say the same twice: each method already has a sandbox of its own.")
                    + " Leave one of them out.");
        }
        return ties.ties().stream().findFirst().map(SandboxPolicy::refusalOfSplit);
    }

    private Optional<String> contradictionOfRepeat() {
        if (repeat < 1 || repeat > MAX_REPEAT) {
            return Optional.of("repeat = " + repeat + " is not between 1 and " + MAX_REPEAT
                    + ". Give how often each method is to run, or leave it out.");
        }
        if (repeat > 1 && needs.isolation() != Isolation.METHOD) {
            return Optional.of(
                    "repeat = " + repeat + " lets each method run several times from the same moment, which needs"
                            + " isolation = METHOD. Set that too, or leave repeat out.");
        }
        return repeat > 1 && retries > 0
                ? Optional.of(
                        "repeat = " + repeat + " and retries = " + retries + " contradict each other: one is to see"
                                + " how often a test fails, the other to get past it. Leave one of them out.")
                : Optional.empty();
    }

    private static String refusalOfSplit(String tie) {
        return "split = METHODS lets methods run apart in several sandboxes, but " + tie
                + ". Change that, or use isolation = METHOD, which lets each method go on from one set-up, or leave split"
                + " out.";
    }

    /**
     * Returns the message for a class that cannot be split for a reason outside its own code.
     *
     * @param tie the reason, as a part of a sentence
     * @return a message with the class, the attribute, the reason and what to do instead
     */
    public String refusalToSplit(String tie) {
        return "@ForkdSandbox on " + className + ": " + refusalOfSplit(tie);
    }

    /**
     * Decides what to do with the class.
     *
     * @param surroundings the place where it would run
     * @return the decision
     */
    public Decision decide(Surroundings surroundings) {
        Optional<String> contradiction = contradiction();
        if (contradiction.isPresent()) {
            return new Decision.Fail(contradiction.get());
        }
        return isFulfilledBy(surroundings) ? new Decision.Run() : without(surroundings.situation);
    }

    /**
     * Decides what to do with the class if the sandbox that it requires is not available, or nobody can say whether it
     * is.
     *
     * @param situation the situation, as the end of a sentence
     * @return the decision
     */
    public Decision without(String situation) {
        String reason = "@ForkdSandbox on " + className + " requires "
                + (requires == Requirement.MICROVM ? "a microVM (requires = MICROVM)" : "a forkd sandbox") + ", but "
                + situation + ". " + remedy();
        return switch (whenUnavailable) {
            case SKIP -> new Decision.Skip(reason);
            case FAIL -> new Decision.Fail(reason);
            case RUN_LOCALLY, IN_PROCESS ->
                requires == Requirement.MICROVM ? new Decision.Fail(reason) : new Decision.Run();
        };
    }

    private boolean isFulfilledBy(Surroundings surroundings) {
        return switch (requires) {
            case ANY -> surroundings != Surroundings.ORDINARY_JVM;
            case MICROVM -> surroundings == Surroundings.MICROVM;
        };
    }

    private String remedy() {
        String engine =
                "put the forkd engine (dev.forkd:forkd-junit-engine) on the test class path and do not exclude it";
        return requires == Requirement.MICROVM
                ? "To run it, " + engine + ", and let forkd.url (FORKD_URL) name a forkd-controller; to pass over it"
                        + " elsewhere, set whenUnavailable = SKIP."
                : "To run it, " + engine + ".";
    }
}
