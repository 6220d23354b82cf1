package dev.forkd.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class in a forkd sandbox.
 *
 * <p>With the forkd engine on the test class path and {@code forkd.scope=annotated} (the default), the engine claims
 * the classes that carry this annotation and leaves all others where they are. With {@code forkd.scope=all} it claims
 * every class, annotated or not. The annotation may also come from a superclass, from an interface, or from an
 * annotation that carries it; where several would, the nearest one counts as a whole.
 *
 * <p>Nested classes run with their top-level class, so on a {@code @Nested} class of Jupiter this annotation fails
 * with that reason, unless it says just what the one of the top-level class says.
 *
 * <p>Classes whose sandboxes must be alike share a fleet of sandboxes; others have a fleet of their own, one fleet after the
 * other, so that there are never more sandboxes than {@code forkd.n} says.
 *
 * <p>Tests of the class may take a parameter of type {@link SandboxContext}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith({ForkdSandboxExtension.class, SandboxContextResolver.class})
public @interface ForkdSandbox {

    /**
     * What kind of sandbox the class needs.
     *
     * @return the requirement; {@link Requirement#ANY} by default
     */
    Requirement requires() default Requirement.ANY;

    /**
     * What happens when there is no sandbox that fulfils {@link #requires()}: in an IDE or a build without the
     * engine, or for {@link Requirement#MICROVM} with the local controller. A controller that {@code forkd.url} names
     * and that does not answer is never replaced by something else: then the run fails.
     *
     * @return the policy; {@link WhenUnavailable#RUN_LOCALLY} by default
     */
    WhenUnavailable whenUnavailable() default WhenUnavailable.RUN_LOCALLY;

    /**
     * How long the class may take in a sandbox, in seconds; instead of {@code forkd.unit-timeout}. Without the engine
     * it has no effect.
     *
     * @return the limit; 0, the default, for that of {@code forkd.unit-timeout}
     */
    int timeout() default 0;

    /**
     * The snapshot that the class's sandbox is forked from, instead of {@code forkd.snapshot-tag}. Without the engine it has
     * no effect.
     *
     * @return the tag; empty, the default, for that of {@code forkd.snapshot-tag}
     */
    String snapshot() default "";

    /**
     * The limit on the memory of the class's sandbox in MiB, instead of {@code forkd.memory-limit-mib}; never below the
     * guest's own RAM. Without the engine it has no effect.
     *
     * @return the limit; 0, the default, for that of {@code forkd.memory-limit-mib}
     */
    int memoryLimitMib() default 0;

    /**
     * Whether the class's sandbox has a network namespace of its own, instead of {@code forkd.per-child-netns}. Without
     * the engine it has no effect.
     *
     * @return the choice; {@link Choice#AS_CONFIGURED} by default
     */
    Choice perChildNetns() default Choice.AS_CONFIGURED;

    /**
     * Environment variables that the class's tests find in the sandbox, each as {@code NAME=value}. Without the engine it
     * has no effect.
     *
     * @return variables; none by default
     */
    String[] env() default {};

    /**
     * With whom the class shares its sandbox. Without the engine it has no effect.
     *
     * @return the choice; {@link Isolation#SHARED} by default
     */
    Isolation isolation() default Isolation.SHARED;

    /** A choice that may be left to the settings. */
    enum Choice {
        /** As the setting says. */
        AS_CONFIGURED,
        /** In any case. */
        YES,
        /** In no case. */
        NO
    }

    /** What else may run in a sandbox and in its JVM. */
    enum Isolation {
        /** One class after the other, in the same JVM, as without sandboxes. */
        SHARED,
        /** Nothing: the class gets a fresh sandbox with a JVM of its own, and both end with it. */
        CLASS,
        /**
         * Not even other tests of the class: each test method gets a fresh sandbox. Where sandboxes are branched with their
         * memory, a class of Jupiter is set up once ({@code @BeforeAll}, an application context), its sandbox is
         * branched at that moment, and each method goes on from there in a fork of its own; elsewhere the set-up runs again
         * for each method. What follows the tests ({@code @AfterAll}) runs after each method in both cases.
         */
        METHOD
    }

    /** Kinds of sandboxes. */
    enum Requirement {
        /** Every sandbox will do: a microVM, or processes on this machine. */
        ANY,
        /**
         * Only a microVM, for code that must never run on this machine. No local controller has one, embedded or not,
         * because its sandboxes see this machine's files.
         */
        MICROVM
    }

    /** What to do with an annotated class that cannot have the sandbox it needs. */
    enum WhenUnavailable {
        /**
         * Run it on this machine, in the nearest thing to a sandbox that there is: in one of the local controller, and
         * without the engine in this JVM. A class that requires {@link Requirement#MICROVM} fails.
         */
        RUN_LOCALLY,
        /** Run it in this JVM. Contradicts {@link Requirement#MICROVM}. */
        IN_PROCESS,
        /** Skip it, with the reason. */
        SKIP,
        /** Fail it, with the reason, without running any of its tests. */
        FAIL
    }
}
