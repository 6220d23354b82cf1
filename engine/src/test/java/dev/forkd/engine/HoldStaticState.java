package dev.forkd.engine;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Finds static fields of types that can change. */
final class HoldStaticState extends ArchCondition<JavaClass> {

    private static final Set<String> MUTABLE = Set.of(
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.lang.ThreadLocal",
            "java.lang.StringBuilder");

    HoldStaticState() {
        super("hold static state");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
            boolean isStatic = field.getModifiers().contains(JavaModifier.STATIC);
            String fieldType = field.getRawType().getName();
            if (isStatic && MUTABLE.stream().anyMatch(fieldType::startsWith)) {
                events.add(SimpleConditionEvent.satisfied(type, field.getFullName()));
            }
        }
    }
}
