package dev.forkd.torture;

/** Sealed, with records. */
public sealed interface Shape permits Shape.Circle, Shape.Square {

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    default int width() {
        if (this instanceof Circle circle) {
            return 2 * circle.radius();
        }
        return ((Square) this).side();
    }
}
