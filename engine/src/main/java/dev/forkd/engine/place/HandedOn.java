package dev.forkd.engine.place;

import dev.forkd.engine.configuration.Setting;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an allow-list may choose from. Our own settings are not among it, the token above all: not even a
 * list that allows everything asks for that.
 */
public final class HandedOn {

    private HandedOn() {}

    /**
     * The environment without our own settings.
     *
     * @return a new map
     */
    public static Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>(System.getenv());
        for (Setting setting : Setting.values()) {
            variables.remove(setting.variable());
        }
        return variables;
    }

    static Set<String> propertyNames() {
        Set<String> names = new TreeSet<>(System.getProperties().stringPropertyNames());
        names.removeIf(name -> name.startsWith("forkd."));
        return names;
    }
}
