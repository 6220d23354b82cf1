package dev.forkd.worker;

import java.util.function.Predicate;
import org.junit.platform.launcher.TestIdentifier;

/** Tells which nodes of the running plan run in other workers; listeners here must hear nothing of those. */
final class PassedOver {

    private static final int SEGMENTS_OF_UNIT = 2;

    private volatile Predicate<TestIdentifier> rule = test -> false;

    /** Begins a plan whose units are granted one by one. */
    void of(Grants grants) {
        rule = test -> isUnit(test) && grants.refused(test.getUniqueId());
    }

    /** Begins a plan whose tests are distributed among copies of this JVM at a checkpoint. */
    void of(Checkpoint checkpoint) {
        rule = test -> checkpoint.reached() && !isUnit(test) && !checkpoint.runs(test.getUniqueId());
    }

    boolean contains(TestIdentifier test) {
        return rule.test(test);
    }

    private static boolean isUnit(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().size() == SEGMENTS_OF_UNIT;
    }
}
