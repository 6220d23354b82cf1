package dev.forkd.worker;

import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Changes the tree of tests that was discovered for a plan, so that units or tests in it wait, or are passed over, when
 * it is their turn.
 */
interface Gate extends PostDiscoveryFilter, LauncherDiscoveryListener {

    /** Returns the ids of the units that were found, in the order in which they will run. */
    List<String> units();
}
