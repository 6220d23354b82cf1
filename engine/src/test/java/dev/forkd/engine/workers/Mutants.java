package dev.forkd.engine.workers;

import static org.objectweb.asm.Type.INT_TYPE;
import static org.objectweb.asm.Type.VOID_TYPE;

import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The bugs that the simulation must find. */
final class Mutants {

    private static final String ENGINE = "dev/forkd/engine/";
    private static final String ACCOUNT = ENGINE + "ledger/UnitAccount";
    private static final String LEDGER = ENGINE + "ledger/Ledger";
    private static final String PARTED = ENGINE + "ledger/PartedUnit";
    private static final String RETRIED = ENGINE + "ledger/RetriedUnit";
    private static final String ALONE = ENGINE + "workers/AloneUnits";
    private static final String EARLIER = ENGINE + "ledger/EarlierAttempts";
    private static final String LIMITS = ENGINE + "workers/WorkerLimits";
    private static final String PLAN = ENGINE + "workers/WorkerPlan";
    private static final String POOL = ENGINE + "workers/WorkerPool";
    private static final String DRIVER = ENGINE + "workers/WorkerDriver";
    private static final String QUEUE = "dev/forkd/schedule/WorkQueue";
    private static final String REPLAY = ENGINE + "replay/Replay";
    private static final String FLEET = "dev/forkd/client/Fleet";
    private static final String LEASE = "dev/forkd/client/Lease";

    private Mutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant("a lost test is green", 2, ACCOUNT, "endBecause", Mutant.mistaking("FAILED", "SUCCESSFUL")),
                new Mutant("everything is skipped", 1, LEDGER, "accept", Mutant.doing(Mutants::cancel)),
                new Mutant("what was not found is green", 2, ACCOUNT, "fail", Mutant.mistaking("FAILED", "SUCCESSFUL")),
                new Mutant("a container is skipped around what is open", 61, ACCOUNT, "skip", code -> Mutant.without(
                                "anyBelow")
                        .apply(Mutant.affirming("mayBegin").apply(code))),
                new Mutant("an end is told twice", 1, ACCOUNT, "finish", Mutant.without("remove")),
                new Mutant(
                        "what is left after the last lost worker is missing",
                        2,
                        ACCOUNT,
                        "skipPending",
                        Mutant.doingNothing(VOID_TYPE)),
                new Mutant("a replaced sandbox is left", 1, FLEET, "discard", Mutants::forgetting),
                new Mutant("a lost sandbox goes on while others work", 2, POOL, "recover", Mutant.without("discard")),
                new Mutant("a worker that was given up is still heard", 6, POOL, "serveOne", Mutants::keepingDriver),
                new Mutant(
                        "any worker is heard about anything",
                        571,
                        PLAN,
                        "grantedAt|holds",
                        code -> orPlanned(Mutant.mistaking("granted", "units").apply(code))),
                new Mutant("a class fails as a whole", 6, ACCOUNT, "endOpenAtTheEdge", Mutant.without("contains")),
                new Mutant("what has run is run again", 6, ACCOUNT, "start", Mutant.without("remove")),
                new Mutant("two workers get the same class", 6, QUEUE, "claim", Mutant.without("remove")),
                new Mutant("a mute worker is waited for", 16, LIMITS, "silence", Mutant.doing(Mutants::empty)),
                new Mutant("what a lost worker had is forgotten", 10, POOL, "returnUnits", Mutant.without("giveBack")),
                new Mutant("a skip is not told", 1, REPLAY + "$At", "skipped", Mutant.doingNothing(VOID_TYPE)),
                new Mutant("a lease is never done", 1, LEASE, "forgetSandbox", Mutant.doingNothing(VOID_TYPE)),
                new Mutant("a node begins below one that has ended", 1, ACCOUNT, "mayBegin", Mutant.sayingYes()),
                new Mutant("isolated classes share a sandbox", 1, QUEUE, "separate", Mutant.doingNothing(VOID_TYPE)),
                new Mutant("a used sandbox is used again", 1, POOL, "awaitFresh", Mutants::unrenewed),
                new Mutant("a container ends with its first part", 1, PARTED, "endContainers", Mutant.without("add")),
                new Mutant(
                        "of the ends of a container the first one counts",
                        175,
                        PARTED,
                        "rank",
                        Mutant.doingNothing(INT_TYPE)),
                new Mutant(
                        "the tests of a skipped part are missing", 170, PARTED, "skipTests", Mutant.without("accept")),
                new Mutant("a part tells about another part", 513, PARTED, "isOfAnother", Mutant.sayingNo()),
                new Mutant("what failed does not run again", 7, RETRIED, "mayRunAgain", Mutant.sayingNo()),
                new Mutant("an attempt is told before it has ended", 7, RETRIED, "report", Mutant.affirming("ended")),
                new Mutant("what passed runs again", 15, RETRIED, "report", Mutant.without("isEmpty")),
                new Mutant("an earlier failure is not told", 7, EARLIER, "add", Mutant.doingNothing(VOID_TYPE)),
                new Mutant("a class's own limit is forgotten", 10, PLAN, "ownTimeout", Mutant.doing(Mutants::empty)),
                new Mutant("a class that begins again has its time again", 517, LIMITS, "started", Mutants::renewing),
                new Mutant("what runs alone has company", 75, ALONE, "arrive", Mutant.doingNothing(VOID_TYPE)));
    }

    private static void empty(MethodVisitor code) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Optional", "empty", "()Ljava/util/Optional;", false);
        code.visitInsn(Opcodes.ARETURN);
    }

    /** Takes a unit that is only planned where none was granted. */
    private static MethodVisitor orPlanned(MethodVisitor target) {
        return new MethodVisitor(Opcodes.ASM9, target) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
                if (!name.equals("get")) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
                    return;
                }
                visitVarInsn(Opcodes.ALOAD, 0);
                visitFieldInsn(Opcodes.GETFIELD, PLAN, "units", "Ljava/util/Map;");
                visitVarInsn(Opcodes.ALOAD, 1);
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
                super.visitMethodInsn(
                        opcode,
                        owner,
                        "getOrDefault",
                        "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
                        ofInterface);
            }
        };
    }

    /** Takes the last start of a unit for its first. */
    private static MethodVisitor renewing(MethodVisitor target) {
        return new MethodVisitor(Opcodes.ASM9, target) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
                super.visitMethodInsn(
                        opcode, owner, name.equals("putIfAbsent") ? "put" : name, descriptor, ofInterface);
            }
        };
    }

    /** Goes on with the used sandbox instead of a fresh one. */
    private static MethodVisitor unrenewed(MethodVisitor target) {
        return new MethodVisitor(Opcodes.ASM9, target) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
                if (owner.equals(FLEET) && name.equals("discard")) {
                    visitInsn(Opcodes.POP2);
                } else if (owner.equals(FLEET) && name.equals("another")) {
                    visitInsn(Opcodes.POP);
                    visitVarInsn(Opcodes.ALOAD, 3);
                } else {
                    super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
                }
            }
        };
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
                if (owner.equals(POOL) && name.equals("startWorker")) {
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
