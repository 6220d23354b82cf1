package dev.forkd.engine.workers;

import static org.objectweb.asm.Type.VOID_TYPE;

import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The bugs that the simulation must find. */
final class Mutants {

    private static final String ENGINE = "dev/forkd/engine/";
    private static final String ACCOUNT = ENGINE + "ledger/UnitAccount";
    private static final String LEDGER = ENGINE + "ledger/Ledger";
    private static final String POOL = ENGINE + "workers/WorkerPool";
    private static final String DRIVER = ENGINE + "workers/WorkerDriver";
    private static final String QUEUE = "dev/forkd/schedule/WorkQueue";
    private static final String REPLAY = ENGINE + "replay/Replay";
    private static final String FLEET = "dev/forkd/client/Fleet";
    private static final String LEASE = "dev/forkd/client/Lease";

    private Mutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant("a lost test is green", 6, ACCOUNT, "endBecause", Mutant.mistaking("FAILED", "SUCCESSFUL")),
                new Mutant("everything is skipped", 1, LEDGER, "accept", Mutant.doing(Mutants::cancel)),
                new Mutant("what was not found is green", 5, ACCOUNT, "fail", Mutant.mistaking("FAILED", "SUCCESSFUL")),
                new Mutant("a container is skipped around what is open", 156, ACCOUNT, "skip", code -> Mutant.without(
                                "anyBelow")
                        .apply(Mutant.affirming("mayBegin").apply(code))),
                new Mutant("an end is told twice", 1, ACCOUNT, "finish", Mutant.without("remove")),
                new Mutant(
                        "what is left after the last lost worker is missing",
                        6,
                        ACCOUNT,
                        "skipPending",
                        Mutant.doingNothing(VOID_TYPE)),
                new Mutant("a replaced sandbox is left", 6, FLEET, "remove", Mutants::forgetting),
                new Mutant("a worker that was given up is still heard", 6, POOL, "serveOne", Mutants::keepingDriver),
                new Mutant("any worker is heard about anything", 265, DRIVER, "holds", Mutant.sayingYes()),
                new Mutant("a class fails as a whole", 6, ACCOUNT, "endOpenAtTheEdge", Mutant.without("contains")),
                new Mutant("what has run is run again", 6, ACCOUNT, "start", Mutant.without("remove")),
                new Mutant("two workers get the same class", 2, QUEUE, "claim", Mutant.without("remove")),
                new Mutant("a mute worker is waited for", 65, DRIVER, "refuseSilence", Mutant.doingNothing(VOID_TYPE)),
                new Mutant("what a lost worker had is forgotten", 13, POOL, "returnUnits", Mutant.without("giveBack")),
                new Mutant("a skip is not told", 1, REPLAY + "$At", "skipped", Mutant.doingNothing(VOID_TYPE)),
                new Mutant("a lease is never done", 1, LEASE, "forgetSandbox", Mutant.doingNothing(VOID_TYPE)),
                new Mutant("a node begins below one that has ended", 6, ACCOUNT, "mayBegin", Mutant.sayingYes()));
    }

    private static void cancel(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn("Execution cancelled");
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, LEDGER, "cancel", "(Ljava/lang/String;)V", false);
        code.visitInsn(Opcodes.RETURN);
    }

    /** Takes the dead sandbox out of the list instead of deleting it. */
    private static MethodVisitor forgetting(MethodVisitor target) {
        return new MethodVisitor(Opcodes.ASM9, target) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
                if (!name.equals("deleteAll")) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
                    return;
                }
                visitInsn(Opcodes.POP);
                visitFieldInsn(Opcodes.GETFIELD, FLEET, "spawned", "Ljava/util/List;");
                visitVarInsn(Opcodes.ALOAD, 1);
                super.visitMethodInsn(
                        Opcodes.INVOKEINTERFACE, "java/util/List", "remove", "(Ljava/lang/Object;)Z", true);
                visitInsn(Opcodes.POP);
                visitInsn(Opcodes.ACONST_NULL);
            }
        };
    }

    /** Goes on with the driver of the lost worker when its sandbox was replaced. */
    private static MethodVisitor keepingDriver(MethodVisitor target) {
        String slot = POOL + "$Slot";
        String driver = "L" + DRIVER + ";";
        return new MethodVisitor(Opcodes.ASM9, target) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
                if (owner.equals(DRIVER) && name.equals("<init>")) {
                    visitInsn(Opcodes.DUP);
                    visitVarInsn(Opcodes.ALOAD, 1);
                    visitInsn(Opcodes.SWAP);
                    super.visitFieldInsn(Opcodes.PUTFIELD, slot, "driver", driver);
                }
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                if (opcode == Opcodes.PUTFIELD && name.equals("driver")) {
                    visitInsn(Opcodes.POP2);
                } else {
                    super.visitFieldInsn(opcode, owner, name, descriptor);
                }
            }
        };
    }
}
