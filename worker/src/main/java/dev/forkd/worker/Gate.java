package dev.forkd.worker;

import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Changes what the engines have discovered for a plan, so that some of it waits or is passed over when it is its turn. */
interface Gate extends PostDiscoveryFilter, LauncherDiscoveryListener {

    /** The units that were found, in the order in which they will run. */
    List<String> units();
}
