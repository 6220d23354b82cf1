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
 * <p>With the forkd engine on the test class path and {@code forkd.scope=annotated} (the default), the
 * engine claims the classes that carry this annotation, or whose superclass does, and leaves all others
 * where they are. With {@code forkd.scope=all} it claims every class, annotated or not. Nested classes go
 * with their top-level class; the annotation on a nested class alone has no effect on where it runs.
 *
 * <p>Tests of the class may take a parameter of type {@link SandboxContext}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ForkdSandboxExtension.class)
public @interface ForkdSandbox {

    /**
     * What happens when the class runs in an ordinary JVM after all, for example in an IDE that lacks the
     * engine, or in a build that excludes it.
     *
     * @return the policy; {@link Outside#RUN} by default
     */
    Outside outside() default Outside.RUN;

    /** What to do with an annotated class outside of a sandbox. */
    enum Outside {
        /** Run it there. */
        RUN,
        /** Skip it, with the reason. */
        SKIP,
        /** Fail it: for code that must never run on the machine itself. */
        FAIL
    }
}
