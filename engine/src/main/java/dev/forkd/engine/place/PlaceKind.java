package dev.forkd.engine.place;

import java.util.Locale;

/** What a worker sees as its machine. */
public enum PlaceKind {
    /** This machine, with a copy-on-write layer over the build's directories and the temporary one. */
    VIEW("a copy-on-write view of this machine"),
    /** This machine itself: what tests write they write here, as the forks of a build tool do. */
    SHARED("this machine's files themselves"),
    /** Another machine, with what tests need laid over its root at the same paths. */
    OVERLAY("the guest's root with this project laid over it"),
    /** The same, put together from mounts, for a guest without overlay file systems. */
    COMPOSED("the guest's root with this project mounted into it");

    private final String description;

    PlaceKind(String description) {
        this.description = description;
    }

    /**
     * Whether a place of this kind is on this machine, so that nothing has to be shipped.
     *
     * @return whether it is
     */
    public boolean isThisMachine() {
        return this == VIEW || this == SHARED;
    }

    /**
     * What it is, for people.
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
