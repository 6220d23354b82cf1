package dev.forkd.engine.discovery;

import dev.forkd.engine.configuration.Scope;
import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.fixtures.SandboxFixtures;
import java.lang.annotation.Annotation;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/** Decides which units the engine claims. A unit is a direct child of an engine's root. */
final class Claim {

    private static final String SUITE_ENGINE = "junit-platform-suite";

    private final Scope scope;

    Claim(Scope scope) {
        this.scope = scope;
    }

    boolean covers(TestDescriptor unit) {
        if (isEmptiedSuite(unit)) {
            return false;
        }
        return isAnnotated(unit, ForkdSandbox.class)
                || ((scope == Scope.ALL || isAnnotatedBelow(unit, ForkdSandbox.class)) && !makesSandboxes(unit));
    }

    /** Such units stay here, because inside a sandbox there is no controller that could create another sandbox. */
    private static boolean makesSandboxes(TestDescriptor unit) {
        return isAnnotated(unit, SandboxFixtures.class) || isAnnotatedBelow(unit, SandboxFixtures.class);
    }

    /**
     * A unit runs as a whole, so a class of a suite takes the suite along, and a nested class, where the annotation has
     * no effect, has its top-level class refused.
     */
    private static boolean isAnnotatedBelow(TestDescriptor unit, Class<? extends Annotation> annotation) {
        return unit.getDescendants().stream().anyMatch(node -> isAnnotated(node, annotation));
    }

    /** A suite without children is reported as a failure by its own engine, which therefore must keep it. */
    private static boolean isEmptiedSuite(TestDescriptor unit) {
        return unit.getChildren().isEmpty()
                && unit.getUniqueId().getEngineId().filter(SUITE_ENGINE::equals).isPresent();
    }

    static boolean isAnnotated(TestDescriptor node, Class<? extends Annotation> annotation) {
        try {
            return carriesAnnotation(node, annotation);
        } catch (JUnitException | LinkageError e) {
            // An engine may name a class that cannot be loaded here; it counts as not annotated.
            return false;
        }
    }

    private static boolean carriesAnnotation(TestDescriptor node, Class<? extends Annotation> annotation) {
        return node.getSource()
                .filter(ClassSource.class::isInstance)
                .map(ClassSource.class::cast)
                .map(ClassSource::getJavaClass)
                .filter(type -> AnnotationSupport.isAnnotated(type, annotation))
                .isPresent();
    }
}
