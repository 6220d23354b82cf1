package dev.forkd.engine.replay;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.forkd.worker.protocol.ThrowableData;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Makes throwables that print the same as the original, for classes of which no instance can be made here. Reports and
 * build tools print the class name of a failure, so a stand-in's class has the name of the original's. It is defined in
 * a separate class loader, where no other class can refer to it. Not thread-safe.
 */
final class StandIns {

    /** Limits how many classes a sandbox can cause to be defined by inventing names. */
    private static final int MAX_CLASSES = 200;

    private static final int MAX_NAME = 1_000;

    private static final String CONSTRUCTOR = "(Ljava/lang/String;Ljava/lang/String;)V";

    private final Map<Key, Class<? extends Throwable>> classes = new HashMap<>();

    Throwable make(ThrowableData data) {
        Class<? extends Throwable> type = named(data);
        if (type != null) {
            try {
                return type.getConstructor(String.class, String.class).newInstance(data.message(), data.text());
            } catch (ReflectiveOperationException | LinkageError e) {
                // The classes below always work; only their names differ from the original's.
            }
        }
        return data.assertion()
                ? new RemoteAssertion(data.message(), data.text())
                : new RemoteFailure(data.message(), data.text());
    }

    private @Nullable Class<? extends Throwable> named(ThrowableData data) {
        Key key = new Key(data.type(), data.assertion() ? RemoteAssertion.class : RemoteFailure.class);
        Class<? extends Throwable> known = classes.get(key);
        if (known != null || classes.size() >= MAX_CLASSES || !isClassName(data.type())) {
            return known;
        }
        try {
            Class<? extends Throwable> made = new OneClass(key.base()).define(key.name());
            classes.put(key, made);
            return made;
        } catch (LinkageError | RuntimeException e) {
            // For example, the JDK's packages are closed to other class loaders.
            return null;
        }
    }

    private static boolean isClassName(String name) {
        if (name.length() > MAX_NAME) {
            return false;
        }
        boolean first = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits = first
                    ? Character.isJavaIdentifierStart(c)
                    : c == '.' || (Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
            if (!fits) {
                return false;
            }
            first = c == '.';
        }
        return !first;
    }

    private record Key(String name, Class<? extends Throwable> base) {}

    private static final class OneClass extends ClassLoader {

        private final Class<? extends Throwable> base;

        OneClass(Class<? extends Throwable> base) {
            super(base.getClassLoader());
            this.base = base;
        }

        Class<? extends Throwable> define(String name) {
            String parent = Type.getInternalName(base);
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            writer.visit(V17, ACC_PUBLIC, name.replace('.', '/'), null, parent, null);
            MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", CONSTRUCTOR, null, null);
            constructor.visitCode();
            constructor.visitVarInsn(ALOAD, 0);
            constructor.visitVarInsn(ALOAD, 1);
            constructor.visitVarInsn(ALOAD, 2);
            constructor.visitMethodInsn(INVOKESPECIAL, parent, "<init>", CONSTRUCTOR, false);
            constructor.visitInsn(RETURN);
            constructor.visitMaxs(0, 0);
            constructor.visitEnd();
            byte[] bytes = writer.toByteArray();
            return defineClass(name, bytes, 0, bytes.length).asSubclass(Throwable.class);
        }
    }
}
