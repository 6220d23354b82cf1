package dev.forkd.engine.ports;

/**
 * A class that failed on an address in use although it may not have been its own fault, because sandboxes share this
 * machine's network.
 *
 * @param unit the id of the class's unit
 * @param name its name
 * @param holder who held the address
 * @param ending what became of it
 */
public record Clash(String unit, String name, PortHolder holder, Ending ending) {

    /** What becomes of such a class. */
    public enum Ending {
        /** It was run again, alone. */
        RAN_AGAIN(""),
        /** The holder was the sandbox itself. */
        OWN_FAULT("its own sandbox held it"),
        /** The holder was no sandbox. */
        HELD_BY_OTHERS("a process outside of the sandboxes held it"),
        /** The holder is unknown. */
        NOT_PROVED("nothing proves that another sandbox held it"),
        /** Something of it was reported before it failed. */
        REPORTED("something of it was already reported when it failed"),
        /** It is no class that runs as a whole and once, or its worker was lost. */
        NOT_WHOLE("it does not run as a whole, or is run again anyway"),
        /** It also failed for another reason. */
        OTHER_FAILURES("it has other failures as well"),
        /** The run ended too early. */
        TOO_LATE("the run ended before");

        private final String why;

        Ending(String why) {
            this.why = why;
        }

        /**
         * Says why the class was not run again.
         *
         * @return half a sentence
         */
        public String why() {
            return why;
        }
    }

    /**
     * Tells whether running alone can help such a class, so that it does in the next run.
     *
     * @return false if no other sandbox can be the reason
     */
    public boolean shouldRunAlone() {
        return ending != Ending.OWN_FAULT && ending != Ending.HELD_BY_OTHERS;
    }
}
