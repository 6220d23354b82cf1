package dev.forkd.worker;

import org.junit.platform.launcher.TestIdentifier;

/** Tells listeners which units of the running plan other workers run: of those nothing is to be heard here. */
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
