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
 * the classes with this annotation and leaves all others alone. With {@code forkd.scope=all} it claims every class. The
 * annotation is also found on a superclass, on an interface, or as a meta-annotation. If there are several, the nearest
 * one applies as a whole; attributes are not combined.
 *
 * <p>Nested classes run together with their top-level class. On a {@code @Nested} class of Jupiter this annotation is
 * therefore an error, unless its attributes equal those of the top-level class.
 *
 * <p>Classes that need the same kind of sandbox share a fleet of sandboxes. The fleets run one after the other, so that
 * there are never more sandboxes than {@code forkd.n} allows.
 *
 * <p>Tests of the class can take a parameter of type {@link SandboxContext}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith({ForkdSandboxExtension.class, SandboxContextResolver.class})
public @interface ForkdSandbox {

    /**
     * The kind of sandbox that the class needs.
     *
     * @return the requirement; {@link Requirement#ANY} by default
     */
    Requirement requires() default Requirement.ANY;

    /**
     * What to do if no sandbox fulfils {@link #requires()}: in an IDE or a build without the engine or, with
     * {@link Requirement#MICROVM}, if there is only a local controller or the controller cannot be asked what it is. In
     * no other case is a controller that {@code forkd.url} names but that does not answer replaced by anything else:
     * the run then fails.
     *
     * @return the policy; {@link WhenUnavailable#RUN_LOCALLY} by default
     */
    WhenUnavailable whenUnavailable() default WhenUnavailable.RUN_LOCALLY;

    /**
     * How long the class may take in a sandbox, in seconds. This replaces {@code forkd.unit-timeout} for the class.
     * Without the engine it has no effect.
     *
     * @return the limit, not negative; 0, the default, means that {@code forkd.unit-timeout} applies
     */
    int timeout() default 0;

    /**
     * The snapshot from which the class's sandbox is forked. This replaces {@code forkd.snapshot-tag} for the class.
     * Without the engine it has no effect.
     *
     * @return the tag; empty, the default, means that {@code forkd.snapshot-tag} applies
     */
    String snapshot() default "";

    /**
     * The memory limit of the class's sandbox in MiB, which must not be below the guest's own RAM. This replaces
     * {@code forkd.memory-limit-mib} for the class. Without the engine it has no effect.
     *
     * @return the limit, not negative; 0, the default, means that {@code forkd.memory-limit-mib} applies
     */
    int memoryLimitMib() default 0;

    /**
     * Whether the class's sandbox has its own network namespace. This replaces {@code forkd.per-child-netns} for the
     * class. Without the engine it has no effect.
     *
     * @return the choice; {@link Choice#AS_CONFIGURED} by default
     */
    Choice perChildNetns() default Choice.AS_CONFIGURED;

    /**
     * Whether the controller takes a throw-away snapshot of the sandbox before it is used, in place of {@code forkd.prewarm}. It has no
     * effect without the engine.
     *
     * @return {@link Choice#AS_CONFIGURED} by default
     */
    Choice prewarm() default Choice.AS_CONFIGURED;

    /**
     * Which of the project's files are shipped to a sandbox on another machine, in place of {@code forkd.files}: paths relative to the
     * project's directory and inside it; {@code !} before a path leaves it out. It has no effect in a sandbox of this machine, which sees
     * all of them, and without the engine.
     *
     * @return paths; none by default, so that {@code forkd.files} applies
     */
    String[] files() default {};

    /**
     * Which files that the class's tests write come back from a sandbox on another machine, in addition to {@code forkd.outputs}:
     * patterns relative to the build directory. It has no effect in a sandbox of this machine, from which all files come back, and
     * without the engine.
     *
     * @return patterns; none by default
     */
    String[] outputs() default {};

    /**
     * Additional environment variables for the class's tests in the sandbox, each as {@code NAME=value}. Without the
     * engine it has no effect.
     *
     * @return the variables; none by default
     */
    String[] env() default {};

    /**
     * What the class shares its sandbox with. Without the engine it has no effect.
     *
     * @return the choice; {@link Isolation#SHARED} by default
     */
    Isolation isolation() default Isolation.SHARED;

    /**
     * Whether methods of the class may run in several sandboxes at the same time. Without the engine it has no effect.
     *
     * @return the choice; {@link Split#CLASS} by default
     */
    Split split() default Split.CLASS;

    /**
     * How often the class is run again if any of its tests fail; with {@link Isolation#METHOD} or
     * {@link Split#METHODS}, how often such a test method is. Each attempt runs in a fresh sandbox with a fresh JVM. The result is that of the first attempt without
     * a failure, or else of the last one. An attempt whose worker is lost counts as failed. A test that failed in an
     * earlier attempt and passed in the end is flaky: it is shown with its earlier failures. Without the engine it has
     * no effect.
     *
     * @return a number from 0 to 10; 0 by default
     */
    int retries() default 0;

    /**
     * How often each test method runs, each time from the same moment: in a fork of its own of the sandbox in which the
     * class was set up. It needs {@link Isolation#METHOD}. The report is that of the first run that failed, or of the
     * last one, and tells in how many of the runs the method failed and why. This is for a test that fails now and then,
     * to see how often it does so from one and the same state. Without the engine each method runs once.
     *
     * @return a number from 1 to 1000; 1 by default
     */
    int repeat() default 1;

    /** A choice that can be left to the settings. */
    enum Choice {
        /** What the setting says. */
        AS_CONFIGURED,
        /** Yes, whatever the setting says. */
        YES,
        /** No, whatever the setting says. */
        NO
    }

    /** What else runs in a class's sandbox and in its JVM. */
    enum Isolation {
        /** Other classes, one after the other in the same JVM, as in a build without sandboxes. */
        SHARED,
        /** Nothing else: the class gets a fresh sandbox with its own JVM, and both end with the class. */
        CLASS,
        /**
         * Not even other tests of the class: each test method gets a fresh sandbox. Where sandboxes can be branched
         * together with their memory, a class of Jupiter is set up only once ({@code @BeforeAll}, an application
         * context). Then its sandbox is branched, and each method continues from there in its own fork. Elsewhere the
         * set-up runs again for each method. In both cases, what follows the tests ({@code @AfterAll}) runs after each
         * method.
         */
        METHOD
    }

    /** What of a class runs as a whole, in one sandbox. */
    enum Split {
        /** The class. */
        CLASS,
        /**
         * Its methods, or a few that follow each other: the class is divided into parts that run in any sandboxes of
         * its fleet, in workers that also run other classes. It is reported as one class. A part is what an IDE or a
         * rerun does with single methods: what runs once for the class ({@code @BeforeAll}, {@code @AfterAll}, class
         * extensions) runs once in each part, which is said in a line.
         *
         * <p>A class whose methods are tied to each other is refused: one of another engine than Jupiter, with
         * {@code Lifecycle.PER_CLASS}, {@code @TestMethodOrder}, {@code @TestClassOrder} or {@code @Order}, with static
         * fields that are not final and that no {@code @BeforeAll} fills, or with {@code @ResourceLock} or
         * {@code @Isolated}; and so is a class template, because its methods are not known before it runs. With
         * {@link Isolation#CLASS} or {@link Isolation#METHOD} it is an error.
         */
        METHODS
    }

    /** Kinds of sandboxes. */
    enum Requirement {
        /** Any sandbox: a microVM, or processes on this machine. */
        ANY,
        /**
         * Only a microVM, for code that must never run on this machine. A local controller, embedded or not, does not
         * qualify, because its sandboxes see this machine's files.
         */
        MICROVM
    }

    /** What to do with an annotated class if there is no sandbox that it may run in. */
    enum WhenUnavailable {
        /**
         * Run it on this machine, isolated as well as possible: in a sandbox of the local controller or, without the
         * engine, in this JVM. A class that requires {@link Requirement#MICROVM} fails.
         */
        RUN_LOCALLY,
        /** Run it in this JVM. In combination with {@link Requirement#MICROVM} this is an error. */
        IN_PROCESS,
        /** Skip it and report the reason. */
        SKIP,
        /** Fail it with the reason, without running any of its tests. */
        FAIL
    }
}
