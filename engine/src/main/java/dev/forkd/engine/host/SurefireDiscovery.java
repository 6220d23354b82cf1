package dev.forkd.engine.host;

import java.util.stream.Stream;

/**
 * Finds out whether Surefire or Failsafe discovers tests: they run what they discover, while other hosts may only list
 * it.
 */
public final class SurefireDiscovery {

    private static final String SUREFIRE = "org.apache.maven.surefire.";
    private static final String PLATFORM = "org.junit.platform.";

    private SurefireDiscovery() {}

    /**
     * Tells whether the discovery on this thread was begun by Surefire itself, and not by a test that runs under it.
     *
     * @return whether the Platform was called by Surefire
     */
    public static boolean isGoingOn() {
        return StackWalker.getInstance().walk(frames -> isCaller(frames.map(StackWalker.StackFrame::getClassName)));
    }

    /** Tells whether the first class below the Platform's is one of Surefire's. */
    static boolean isCaller(Stream<String> innermostFirst) {
        return innermostFirst
                .dropWhile(name -> !name.startsWith(PLATFORM))
                .filter(name -> !name.startsWith(PLATFORM) && !name.startsWith("java."))
                .findFirst()
                .filter(name -> name.startsWith(SUREFIRE))
                .isPresent();
    }
}
