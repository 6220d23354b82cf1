package dev.forkd.worker;

import org.junit.platform.launcher.TestIdentifier;

/** Tells which units of the running plan run in other workers; listeners here must hear nothing of those. */
final class PassedOver {

    private static final int SEGMENTS_OF_UNIT = 2;

    private volatile Grants grants = Grants.all();

    /** A plan begins. */
    void of(Grants ofPlan) {
        grants = ofPlan;
    }

    boolean contains(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().size() == SEGMENTS_OF_UNIT && grants.refused(test.getUniqueId());
    }
}
