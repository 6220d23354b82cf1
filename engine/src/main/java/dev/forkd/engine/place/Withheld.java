package dev.forkd.engine.place;

import java.util.Set;
import java.util.TreeSet;

/**
 * Variables and properties that are set here but not passed on to the sandboxes.
 *
 * @param variables names of environment variables
 * @param properties names of system properties
 */
public record Withheld(Set<String> variables, Set<String> properties) {

    static Set<String> difference(Set<String> here, Set<String> there) {
        Set<String> withheld = new TreeSet<>(here);
        withheld.removeAll(there);
        return withheld;
    }
}
