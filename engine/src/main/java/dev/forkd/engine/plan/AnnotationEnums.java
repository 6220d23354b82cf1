package dev.forkd.engine.plan;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Collects the enums that annotations of a test class name. The JDK initializes such an enum when anybody reads the
 * annotation, which engines do when they look for tests. Only what they read is read here.
 */
final class AnnotationEnums {

    private final boolean fieldsToo;
    private final Set<Class<?>> enums = new LinkedHashSet<>();
    private final Set<Class<?>> seen = new LinkedHashSet<>();

    private AnnotationEnums(boolean fieldsToo) {
        this.fieldsToo = fieldsToo;
    }

    /**
     * Collects them.
     *
     * @param type a test class
     * @param fieldsToo whether the annotations of its fields were read too
     * @throws Throwable if an annotation cannot be read
     */
    static Set<Class<?>> of(Class<?> type, boolean fieldsToo) throws Throwable {
        AnnotationEnums found = new AnnotationEnums(fieldsToo);
        found.collectUpwards(type);
        return found.enums;
    }

    private void collectUpwards(Class<?> type) throws Throwable {
        if (type == Object.class || !seen.add(type)) {
            return;
        }
        collect(type);
        for (Method method : type.getDeclaredMethods()) {
            collect(method);
        }
        if (fieldsToo) {
            for (AnnotatedElement field : type.getDeclaredFields()) {
                collect(field);
            }
        }
        if (type.getSuperclass() != null) {
            collectUpwards(type.getSuperclass());
        }
        for (Class<?> above : type.getInterfaces()) {
            collectUpwards(above);
        }
    }

    private void collect(AnnotatedElement element) throws Throwable {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            collect(annotation);
        }
    }

    private void collect(Annotation annotation) throws Throwable {
        Class<? extends Annotation> type = annotation.annotationType();
        for (Method attribute : type.getDeclaredMethods()) {
            if (attribute.getParameterCount() == 0) {
                // Not by reflection on the method, because the annotation's type need not be accessible.
                collectValue(Proxy.getInvocationHandler(annotation).invoke(annotation, attribute, null));
            }
        }
        if (!type.getName().startsWith("java.") && seen.add(type)) {
            collect((AnnotatedElement) type);
        }
    }

    private void collectValue(Object value) throws Throwable {
        if (value instanceof Enum<?> constant) {
            enums.add(constant.getDeclaringClass());
        } else if (value instanceof Annotation nested) {
            collect(nested);
        } else if (value instanceof Object[] several) {
            if (several.getClass().getComponentType().isEnum()) {
                enums.add(several.getClass().getComponentType());
            }
            for (Object each : several) {
                collectValue(each);
            }
        }
    }
}
