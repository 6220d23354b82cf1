package dev.forkd.worker.protocol;

/** The names and numbers that both sides of the channel must agree on. */
public final class Protocol {

    /** Version of the event and command lines; the host refuses a worker that reports another version. */
    public static final int VERSION = 4;

    /** Name of the stream to which a worker writes its events. */
    public static final String EVENT_STREAM = "events";

    /** Environment variable that marks every process inside a worker: the first guard against recursion. */
    public static final String WORKER_VARIABLE = "FORKD_WORKER";

    /** System property that marks a worker's JVM: the second guard against recursion. */
    public static final String WORKER_PROPERTY = "forkd.worker";

    /** System property with the path of a file that holds the system properties for the tests. */
    public static final String PROPERTIES_PROPERTY = "forkd.worker.properties";

    /**
     * Environment variable of a worker that waits until the host tells which worker it is; before that it may be
     * copied.
     */
    public static final String WAIT_VARIABLE = "FORKD_WAIT";

    /** Value of {@link #WAIT_VARIABLE} of a worker that waits before its first plan. */
    public static final String WAIT_FOR_PLANS = "1";

    /** Value of {@link #WAIT_VARIABLE} of a worker that waits between the set-up of a class and its first test. */
    public static final String WAIT_FOR_TESTS = "tests";

    /** Environment variable that counts how deep workers are nested: the third guard against recursion. */
    public static final String DEPTH_VARIABLE = "FORKD_DEPTH";

    /** Id of the engine that workers must never run. */
    public static final String ENGINE_ID = "forkd";

    /** Milliseconds between two heartbeats of a worker. */
    public static final long HEARTBEAT_MILLIS = 2_000;

    /** The most fields of one throwable that are sent; the host refuses more. */
    public static final int MAX_FIELDS = 50;

    /** Exit code of a worker that cannot do its work. */
    public static final int EXIT_BROKEN = 70;

    private Protocol() {}
}
