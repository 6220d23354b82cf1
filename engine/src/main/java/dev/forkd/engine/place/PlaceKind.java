package dev.forkd.engine.place;

import java.util.Locale;

/** What a worker sees as its machine. */
public enum PlaceKind {
    /** This machine, with copy-on-write layers over the build's directory and the temporary directory. */
    VIEW("a copy-on-write view of this machine"),
    /** This machine itself: tests write directly to its files, as in the forks of a build tool. */
    SHARED("this machine's files themselves"),
    /** Another machine, where the shipped files are laid over its root at the same paths. */
    OVERLAY("the guest's root with this project laid over it"),
    /** Another machine without overlay file systems, where the same is built from bind mounts. */
    COMPOSED("the guest's root with this project mounted into it");

    private final String description;

    PlaceKind(String description) {
        this.description = description;
    }

    /**
     * Tells whether a place of this kind is on this machine, so that nothing has to be shipped.
     *
     * @return whether it is
     */
    public boolean isThisMachine() {
        return this == VIEW || this == SHARED;
    }

    /**
     * Describes the kind for the user.
     *
     * @return part of a sentence
     */
    public String description() {
        return description;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
