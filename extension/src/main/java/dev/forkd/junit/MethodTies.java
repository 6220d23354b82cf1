package dev.forkd.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
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
 * @param ordered whether the class orders its methods, so that later ones may depend on earlier ones
 * @param choosesLifecycle whether the class, or each nested class, says how many instances it has, so that the default does not matter
 * @param ties reasons why methods may depend on each other, each as a part of a sentence
 * @param repeated what runs once for a class and therefore again wherever some of its methods run alone
 */
public record MethodTies(boolean ordered, boolean choosesLifecycle, List<String> ties, List<String> repeated) {

    /** Of a class of which nothing is known. */
    static final MethodTies NONE = new MethodTies(false, false, List.of(), List.of());

    /**
     * Makes the object with copies of the lists.
     *
     * @param ordered whether the class orders its methods
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
        boolean ordered = false;
        boolean choosesLifecycle = true;
        for (Class<?> tested : withNested(type)) {
            boolean itsOrder = isAnnotated(tested, TestMethodOrder.class);
            ordered |= itsOrder;
            choosesLifecycle &=
                    AnnotationSupport.findAnnotation(tested, TestInstance.class).isPresent();
            collectTies(tested, itsOrder, ties);
            collectRepeated(tested, repeated);
        }
        return new MethodTies(ordered, choosesLifecycle, List.copyOf(ties), List.copyOf(repeated));
    }

    /** Tells only whether the methods are ordered, which is cheaper to find out. */
    static MethodTies ofOrder(Class<?> type) {
        boolean ordered = withNested(type).stream().anyMatch(tested -> isAnnotated(tested, TestMethodOrder.class));
        return new MethodTies(ordered, false, List.of(), List.of());
    }

    private static List<Class<?>> withNested(Class<?> type) {
        List<Class<?>> found = new ArrayList<>(List.of(type));
        for (int i = 0; i < found.size(); i++) {
            for (Class<?> above : upwards(found.get(i))) {
                Stream.of(above.getDeclaredClasses())
                        .filter(inner -> isAnnotated(inner, Nested.class) && !found.contains(inner))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static List<Class<?>> upwards(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            found.add(c);
        }
        return found;
    }

    private static void collectTies(Class<?> type, boolean ordered, Set<String> ties) {
        if (ordered) {
            ties.add("@TestMethodOrder on " + type.getName() + " says that methods follow each other");
        }
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
        return upwards(type).stream()
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
