package dev.forkd.local.sandbox;

/**
 * Whether the processes of a sandbox are copied when it is branched, as the real controller copies a machine's memory.
 */
public sealed interface Memory {

    /**
     * Describes in one sentence for the user what is copied.
     *
     * @return what is copied, and why not more
     */
    String description();

    /**
     * Processes are copied.
     *
     * @param criu copies the processes
     */
    record Criu(CriuMemory criu) implements Memory {
        @Override
        public String description() {
            return "a branch copies files and processes, with CRIU";
        }
    }

    /**
     * Only files are copied.
     *
     * @param reason why
     */
    record None(String reason) implements Memory {
        @Override
        public String description() {
            return "a branch copies files only: " + reason;
        }
    }
}
