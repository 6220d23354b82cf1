package dev.forkd.engine.workers;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A bug that is planted into the host side: a method of one class does something else. It lives in the byte code that
 * a {@link MutantLoader} makes, so nothing in the product knows of it.
 *
 * @param bug what is wrong then
 * @param seed the first seed that found it when this was last looked for
 * @param type internal name of the class
 * @param method name of the method, or the names of several with a bar between them
 * @param change wraps the writer of the method's code
 */
record Mutant(String bug, long seed, String type, String method, UnaryOperator<MethodVisitor> change) {

    @Override
    public String toString() {
        return bug;
    }

    /** The method only returns, with the default value of its type. */
    static UnaryOperator<MethodVisitor> doingNothing(Type returned) {
        return target -> new Replacement(target, code -> {
            pushDefault(code, returned);
            code.visitInsn(returned.getOpcode(Opcodes.IRETURN));
        });
    }

    /** The method only returns true. */
    static UnaryOperator<MethodVisitor> sayingYes() {
        return target -> new Replacement(target, code -> {
            code.visitInsn(Opcodes.ICONST_1);
            code.visitInsn(Opcodes.IRETURN);
        });
    }

    /** The method only returns false. */
    static UnaryOperator<MethodVisitor> sayingNo() {
        return doingNothing(Type.BOOLEAN_TYPE);
    }

    /** The method has other code. */
    static UnaryOperator<MethodVisitor> doing(java.util.function.Consumer<MethodVisitor> body) {
        return target -> new Replacement(target, body);
    }

    /** The method does not make a call that it makes. */
    static UnaryOperator<MethodVisitor> without(String called) {
        return target -> new Uncalled(target, called, false);
    }

    /** The method takes a check for passed without making it. */
    static UnaryOperator<MethodVisitor> affirming(String called) {
        return target -> new Uncalled(target, called, true);
    }

    /** The method uses another constant than it should. */
    static UnaryOperator<MethodVisitor> mistaking(String constant, String forOther) {
        return target -> new MethodVisitor(Opcodes.ASM9, target) {
            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                super.visitFieldInsn(opcode, owner, name.equals(constant) ? forOther : name, descriptor);
            }
        };
    }

    private static void pushDefault(MethodVisitor code, Type type) {
        switch (type.getSort()) {
            case Type.VOID -> {}
            case Type.BOOLEAN, Type.INT -> code.visitInsn(Opcodes.ICONST_0);
            case Type.LONG -> code.visitInsn(Opcodes.LCONST_0);
            default -> code.visitInsn(Opcodes.ACONST_NULL);
        }
    }

    private Set<String> names() {
        return Set.of(method.split("\\|", -1));
    }

    /** The class with the bug in it. */
    byte[] plantedInto(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Set<String> missing = new HashSet<>(names());
        Set<String> names = names();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
                        if (!names.contains(name)) {
                            return code;
                        }
                        missing.remove(name);
                        return change.apply(code);
                    }
                },
                0);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("There is no " + type + "." + missing + " to plant a bug into");
        }
        return writer.toByteArray();
    }

    /** Takes a call's arguments away and puts a result there. */
    private static final class Uncalled extends MethodVisitor {

        private final String called;
        private final boolean yes;

        Uncalled(MethodVisitor target, String called, boolean yes) {
            super(Opcodes.ASM9, target);
            this.called = called;
            this.yes = yes;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            if (!name.equals(called)) {
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
                return;
            }
            Type[] arguments = Type.getArgumentTypes(descriptor);
            for (int i = arguments.length - 1; i >= 0; i--) {
                visitInsn(arguments[i].getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
            }
            if (opcode != Opcodes.INVOKESTATIC) {
                visitInsn(Opcodes.POP);
            }
            if (yes) {
                visitInsn(Opcodes.ICONST_1);
            } else {
                pushDefault(mv, Type.getReturnType(descriptor));
            }
        }
    }

    /** Writes other code and drops the original. */
    private static final class Replacement extends MethodVisitor {

        private final MethodVisitor target;
        private final java.util.function.Consumer<MethodVisitor> body;

        Replacement(MethodVisitor target, java.util.function.Consumer<MethodVisitor> body) {
            super(Opcodes.ASM9);
            this.target = target;
            this.body = body;
        }

        @Override
        public void visitCode() {
            target.visitCode();
            body.accept(target);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            target.visitMaxs(stack, locals);
        }

        @Override
        public void visitEnd() {
            target.visitEnd();
        }
    }
}
