package dev.forkd.engine.configuration;

import java.util.Arrays;
import java.util.Set;

/**
 * Environment variables that begin like settings but are none. They are listed here so that each name has one meaning
 * in the whole project. A name that is only a prefix ends with an underscore.
 */
enum OtherVariable {
    WORKER("set for workers: they claim no tests", "engine", "worker", "extension"),
    DEPTH("set for workers: how many workers are around this one", "worker"),
    WAIT(
            "set for a worker that is to be copied, and gone in its copies: it waits until it is told who it is",
            "worker"),
    PROCESS_DIR("set for remote processes: the directory of their files", "client", "engine"),
    STREAM_("set for remote processes: the file of each further stream, followed by its name", "client", "worker"),
    LOCAL_SANDBOX("set in plain sandboxes of the local controller: which one it is", "local"),
    NOW("given to the Action's commands before they start: the time here", "action"),
    REPORTS("set for the Action's commands: what they put there is fetched", "action"),
    ITEMS_FILE("set for the Action's commands: a file that lists the sandbox's items", "action"),
    FILE("set for the Action's commands: the item, where there is only one", "action"),
    JOB("set for the Action's commands: the number of the job", "action"),
    SHARD_ARGS("set for the Action's commands: arguments that tell a test runner its part", "action"),
    LOG("read by the Action: how the lines of several sandboxes are arranged", "action"),
    SUMMARY("read by the Action: 'false' writes no summary", "action"),
    JUNIT_XML("read by the Action: further places of JUnit XML in the sandboxes", "action"),
    PASS_ENV("read by the Action: names of variables that its commands may see", "action"),
    JAVA_HOME("read by the Action's launcher: the Java to use", "action");

    private final String meaning;
    private final String modules;

    OtherVariable(String meaning, String... modules) {
        this.meaning = meaning;
        this.modules = String.join(" ", modules);
    }

    String variable() {
        return "FORKD_" + name();
    }

    String meaning() {
        return meaning;
    }

    /** The modules that use the variable with this meaning; no other module may use the name. */
    Set<String> modules() {
        return Set.of(modules.split(" "));
    }

    static boolean includes(String variable) {
        return Arrays.stream(values()).anyMatch(other -> other.matches(variable));
    }

    boolean matches(String variable) {
        return variable.equals(variable()) || (name().endsWith("_") && variable.startsWith(variable()));
    }
}
