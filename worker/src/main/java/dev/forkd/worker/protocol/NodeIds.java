package dev.forkd.worker.protocol;

import java.util.Optional;

/**
 * Takes the texts of unique ids apart, in the form in which the Platform writes them. That is done several times for
 * each test of a plan, and taking an id for an object and back takes longer than an empty test.
 */
public final class NodeIds {

    /** What is between two segments. It cannot occur inside of one, because its characters are encoded there. */
    private static final String JOINT = "]/[";

    private static final String SPECIAL = "[]:/%+";
    private static final int MAX_PLAIN = 1_000;

    private NodeIds() {}

    /**
     * Returns the id of the node above.
     *
     * @param id a unique id
     * @return the id without its last segment; empty for the root of an engine
     */
    public static Optional<String> parentOf(String id) {
        int joint = id.lastIndexOf(JOINT);
        return joint < 0 ? Optional.empty() : Optional.of(id.substring(0, joint + 1));
    }

    /**
     * Returns the id of the root that a node is below.
     *
     * @param id a unique id
     * @return its first segment
     */
    public static String rootOf(String id) {
        int joint = id.indexOf(JOINT);
        return joint < 0 ? id : id.substring(0, joint + 1);
    }

    /**
     * Returns the id of the unit that a node belongs to.
     *
     * @param id a unique id
     * @return its first two segments; the id itself if it has fewer
     */
    public static String unitOf(String id) {
        int first = id.indexOf(JOINT);
        int second = first < 0 ? -1 : id.indexOf(JOINT, first + JOINT.length());
        return second < 0 ? id : id.substring(0, second + 1);
    }

    /**
     * Returns the type of a node.
     *
     * @param id a unique id
     * @return the type of its last segment, for example {@code method}
     */
    public static String typeOf(String id) {
        int start = id.lastIndexOf(JOINT);
        int from = start < 0 ? 1 : start + JOINT.length();
        int end = id.indexOf(':', from);
        return end < 0 ? "" : id.substring(from, end);
    }

    /**
     * Tells whether a text is surely an id in the Platform's own form, as nearly all are. Others may be ids too.
     *
     * @param text any text
     * @return whether it is short and consists of segments without any character that would have to be encoded
     */
    public static boolean isPlain(String text) {
        if (text.length() > MAX_PLAIN || !text.startsWith("[") || !text.endsWith("]")) {
            return false;
        }
        int from = 1;
        int joint;
        do {
            joint = text.indexOf(JOINT, from);
            if (!isSegment(text, from, joint < 0 ? text.length() - 1 : joint)) {
                return false;
            }
            from = joint + JOINT.length();
        } while (joint >= 0);
        return true;
    }

    private static boolean isSegment(String text, int from, int to) {
        int colon = text.indexOf(':', from);
        return colon >= 0 && isWord(text, from, colon) && isWord(text, colon + 1, to);
    }

    /** Text that is not blank, of printable ASCII characters that have no meaning in ids. */
    private static boolean isWord(String text, int from, int to) {
        if (from >= to || text.charAt(from) == ' ') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || SPECIAL.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }
}
