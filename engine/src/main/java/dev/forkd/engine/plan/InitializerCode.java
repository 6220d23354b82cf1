package dev.forkd.engine.plan;

import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** What the initializer of a class leads to, read from its class file so that nothing of it runs. */
final class InitializerCode extends ClassVisitor {

    private static final String INITIALIZER = "<clinit>()V";

    /** What compilers call to make an enum's constants and the list of them. */
    private static final Set<String> HARMLESS =
            Set.of("java/lang/Enum", "java/lang/Object", "kotlin/enums/EnumEntriesKt");

    private final String self;
    private final Map<String, Set<String>> calls = new HashMap<>();
    private final Set<String> leaving = new HashSet<>();

    private InitializerCode(String self) {
        super(ASM9);
        this.self = self;
    }

    /**
     * Tells whether initializing an enum does more than to make its constants.
     *
     * @param type the enum
     * @return {@code true} also if its class file cannot be read
     */
    static boolean runsMore(Class<?> type) {
        if (type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader()) {
            return false;
        }
        for (Class<?> above : type.getInterfaces()) {
            if (runsMore(above)) {
                return true;
            }
        }
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes == null) {
                return true;
            }
            InitializerCode code = new InitializerCode(Type.getInternalName(type));
            new ClassReader(bytes).accept(code, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return code.leavesItself();
        } catch (IOException | RuntimeException e) {
            // For example a class file that is newer than the library that reads it.
            return true;
        }
    }

    private boolean leavesItself() {
        Set<String> reached = new LinkedHashSet<>(Set.of(INITIALIZER));
        Deque<String> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            String method = next.pop();
            if (leaving.contains(method)) {
                return true;
            }
            for (String called : calls.getOrDefault(method, Set.of())) {
                if (reached.add(called)) {
                    next.push(called);
                }
            }
        }
        return false;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        String method = name + descriptor;
        return new MethodVisitor(ASM9) {
            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String called, String itsDescriptor, boolean isInterface) {
                if (owner.equals(self)) {
                    calls.computeIfAbsent(method, key -> new HashSet<>()).add(called + itsDescriptor);
                } else if (!HARMLESS.contains(owner) && !owner.startsWith("[")) {
                    leaving.add(method);
                }
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String field, String itsDescriptor) {
                if (!owner.equals(self)) {
                    leaving.add(method);
                }
            }
        };
    }
}
