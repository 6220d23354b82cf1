package dev.forkd.local.sandbox;

/** Whether the processes of a sandbox are copied with it, as the real controller copies a machine's memory. */
public sealed interface Memory {

    /**
     * One sentence for people.
     *
     * @return what is copied, and why it is not more
     */
    String description();

    /**
     * Processes are copied.
     *
     * @param criu copies them
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
