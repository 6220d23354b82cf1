package dev.forkd.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * What ties the test methods of a class to each other, as far as its declarations tell. The engine and
 * {@link SandboxPolicy} use it; tests do not need it. The class is not initialized. Immutable.
 *
 * @param order what says that methods follow each other, as a part of a sentence; empty if nothing does
 * @param choosesLifecycle whether the class, or each nested class, says how many instances it has, so that the default does not matter
 * @param ties reasons why methods may depend on each other, each as a part of a sentence
 * @param repeated what runs once for a class and therefore again wherever some of its methods run alone
 */
public record MethodTies(Optional<String> order, boolean choosesLifecycle, List<String> ties, List<String> repeated) {

    /** Of a class of which nothing is known. */
    static final MethodTies NONE = new MethodTies(Optional.empty(), false, List.of(), List.of());

    /** The name of a class of Jupiter begins with this in the message about a class that was not found. */
    private static final String OF_JUPITER = "org/junit/jupiter/";

    /** Of a class that cannot be looked at. Without Jupiter on the class path it is no class of Jupiter's. */
    static MethodTies unknown(Class<?> type, Throwable reason) {
        boolean withoutJupiter = String.valueOf(reason.getMessage()).startsWith(OF_JUPITER);
        return withoutJupiter
                ? new MethodTies(DeclaredOrder.of(type), false, List.of(), List.of())
                : new MethodTies(Optional.empty(), false, List.of("it cannot be looked at: " + reason), List.of());
    }

    /**
     * Makes the object with copies of the lists.
     *
     * @param order what says that methods follow each other
     * @param choosesLifecycle whether the class says how many instances it has
     * @param ties reasons why methods may depend on each other
     * @param repeated what runs again wherever some methods run alone
     */
    public MethodTies {
        ties = List.copyOf(ties);
        repeated = List.copyOf(repeated);
    }

    /**
     * Tells whether any method could be run alone without a difference, even in what is set up.
     *
     * @return {@code true} if nothing was found
     */
    public boolean isFree() {
        return ties.isEmpty() && repeated.isEmpty();
    }

    /**
     * Looks at a class, its superclasses and its nested test classes.
     *
     * @param type a test class of Jupiter
     * @return what was found
     */
    public static MethodTies of(Class<?> type) {
        Set<String> ties = new LinkedHashSet<>();
        Set<String> repeated = new LinkedHashSet<>();
        Optional<String> order = Optional.empty();
        boolean choosesLifecycle = true;
        for (Class<?> tested : withNested(type)) {
            Optional<String> itsOrder = DeclaredOrder.of(tested);
            order = order.or(() -> itsOrder);
            itsOrder.ifPresent(ties::add);
            choosesLifecycle &=
                    AnnotationSupport.findAnnotation(tested, TestInstance.class).isPresent();
            collectTies(tested, ties);
            collectRepeated(tested, repeated);
        }
        return new MethodTies(order, choosesLifecycle, List.copyOf(ties), List.copyOf(repeated));
    }

    /** Tells only whether the methods are ordered, which is cheaper to find out. */
    static MethodTies ofOrder(Class<?> type) {
        Optional<String> order = withNested(type).stream()
                .flatMap(tested -> DeclaredOrder.of(tested).stream())
                .findFirst();
        return new MethodTies(order, false, List.of(), List.of());
    }

    private static List<Class<?>> withNested(Class<?> type) {
        List<Class<?>> found = new ArrayList<>(List.of(type));
        for (int i = 0; i < found.size(); i++) {
            for (Class<?> above : DeclaredOrder.upwards(found.get(i))) {
                Stream.of(above.getDeclaredClasses())
                        .filter(inner -> isAnnotated(inner, Nested.class) && !found.contains(inner))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static void collectTies(Class<?> type, Set<String> ties) {
        if (isAnnotated(type, TestClassOrder.class)) {
            ties.add("@TestClassOrder on " + type.getName() + " says that nested classes follow each other");
        }
        methods(type, Order.class)
                .forEach(method -> ties.add("@Order on " + name(method) + " says that it follows other methods"));
        AnnotationSupport.findAnnotation(type, TestInstance.class)
                .filter(instance -> instance.value() == Lifecycle.PER_CLASS)
                .ifPresent(instance -> ties.add(
                        "@TestInstance(PER_CLASS) on " + type.getName() + " lets its methods share one instance"));
        // What @BeforeAll has filled is filled again in each part.
        boolean filled = !methods(type, BeforeAll.class).isEmpty();
        for (Field field : staticFields(type)) {
            if (!filled && !Modifier.isFinal(field.getModifiers()) && field.getAnnotations().length == 0) {
                ties.add(
                        "the static field " + name(field)
                                + " is not final, and no @BeforeAll fills it, so a method may find there what another one left");
            }
        }
    }

    private static void collectRepeated(Class<?> type, Set<String> repeated) {
        methods(type, BeforeAll.class).forEach(method -> repeated.add("@BeforeAll " + name(method)));
        methods(type, AfterAll.class).forEach(method -> repeated.add("@AfterAll " + name(method)));
        AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class).stream()
                .flatMap(extend -> Stream.of(extend.value()))
                .filter(MethodTies::worksOnClasses)
                .forEach(extension -> repeated.add("the extension " + extension.getName()));
        for (Field field : staticFields(type)) {
            if (isAnnotated(field, TempDir.class)
                    || (isAnnotated(field, RegisterExtension.class) && worksOnClasses(field.getType()))) {
                repeated.add("what is in the static field " + name(field));
            }
        }
    }

    private static boolean worksOnClasses(Class<?> extension) {
        return BeforeAllCallback.class.isAssignableFrom(extension)
                || AfterAllCallback.class.isAssignableFrom(extension);
    }

    /** Static fields that somebody has written; compilers and coverage tools add others. */
    private static List<Field> staticFields(Class<?> type) {
        return DeclaredOrder.upwards(type).stream()
                .flatMap(above -> Stream.of(above.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && !field.isSynthetic()
                        && !field.getName().contains("$"))
                .toList();
    }

    private static List<Method> methods(Class<?> type, Class<? extends Annotation> annotation) {
        return AnnotationSupport.findAnnotatedMethods(type, annotation, HierarchyTraversalMode.TOP_DOWN);
    }

    private static boolean isAnnotated(AnnotatedElement element, Class<? extends Annotation> annotation) {
        return AnnotationSupport.isAnnotated(element, annotation);
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName() + "()";
    }

    private static String name(Field field) {
        return field.getDeclaringClass().getName() + "." + field.getName();
    }
}
