package calc;

/** A service. */
public interface Operation {

    String name();

    int apply(int left, int right);
}
