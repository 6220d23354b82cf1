package dev.forkd.junit;

import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link ForkdSandbox} on one class means, wherever it is asked: the engine and the Jupiter extension decide by
 * the same rules. For those two; tests have no use for it.
 *
 * @param className the class that the annotation was found for
 * @param requires what it needs
 * @param whenUnavailable what to do without
 * @param timeoutSeconds its limit; 0 for none of its own
 * @param needs how its sandbox must be made
 * @param ordered whether its methods have an order of their own, so that later ones may need earlier ones
 */
public record SandboxPolicy(
        String className,
        Requirement requires,
        WhenUnavailable whenUnavailable,
        int timeoutSeconds,
        SandboxNeeds needs,
        boolean ordered) {

    /** What there is to run a class in. */
    public enum Surroundings {
        /** This JVM, without the engine. */
        ORDINARY_JVM("it runs in an ordinary JVM"),
        /** A sandbox of the local controller, which sees the files of its machine. */
        LOCAL_SANDBOX("there are only sandboxes of the local controller, which are processes on this machine"),
        /** A sandbox of a real controller. */
        MICROVM("it runs in a microVM");

        private final String situation;

        Surroundings(String situation) {
            this.situation = situation;
        }
    }

    /** What is to be done with a class. */
    public sealed interface Decision {
        /** It runs. */
        record Run() implements Decision {}

        /**
         * It is skipped.
         *
         * @param reason why
         */
        record Skip(String reason) implements Decision {}

        /**
         * It fails without running.
         *
         * @param reason why, and what to do
         */
        record Fail(String reason) implements Decision {}
    }

    /**
     * Reads the annotation of a class.
     *
     * @param type the class
     * @return what it says; empty without the annotation
     */
    public static Optional<SandboxPolicy> of(Class<?> type) {
        return AnnotationSupport.findAnnotation(type, ForkdSandbox.class)
                .map(found -> new SandboxPolicy(
                        type.getName(),
                        found.requires(),
                        found.whenUnavailable(),
                        found.timeout(),
                        SandboxNeeds.of(found),
                        AnnotationSupport.isAnnotated(type, TestMethodOrder.class)));
    }

    /**
     * The class's own limit.
     *
     * @return how long it may take; empty where the general limit counts
     */
    public Optional<Duration> timeout() {
        return timeoutSeconds > 0 ? Optional.of(Duration.ofSeconds(timeoutSeconds)) : Optional.empty();
    }

    /**
     * Why these attributes can mean nothing, if so.
     *
     * @return the class, the attribute and what to write instead; empty when all is well
     */
    public Optional<String> contradiction() {
        if (timeoutSeconds < 0) {
            return Optional.of("@ForkdSandbox on " + className + ": timeout = " + timeoutSeconds
                    + " is negative. Give the seconds that the class may take, or leave it out.");
        }
        if (requires == Requirement.MICROVM && whenUnavailable == WhenUnavailable.IN_PROCESS) {
            return Optional.of("@ForkdSandbox on " + className
                    + ": requires = MICROVM and whenUnavailable = IN_PROCESS contradict each other. Choose"
                    + " whenUnavailable = SKIP or FAIL, or requires = ANY.");
        }
        if (needs.isolation() == Isolation.METHOD && ordered) {
            return Optional.of("@ForkdSandbox on " + className + ": isolation = METHOD lets each method start from the"
                    + " set-up, but @TestMethodOrder says that methods follow each other. Leave one of them out, or use"
                    + " isolation = CLASS.");
        }
        return needs.contradiction().map(what -> "@ForkdSandbox on " + className + ": " + what);
    }

    /**
     * Decides what becomes of the class.
     *
     * @param surroundings what there is
     * @return what is to be done
     */
    public Decision decide(Surroundings surroundings) {
        Optional<String> contradiction = contradiction();
        if (contradiction.isPresent()) {
            return new Decision.Fail(contradiction.get());
        }
        return isFulfilledBy(surroundings) ? new Decision.Run() : without(surroundings.situation);
    }

    /**
     * Decides what becomes of a class that needs a microVM when nobody can say whether there is one.
     *
     * @param situation why not, as the end of a sentence
     * @return what is to be done
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
