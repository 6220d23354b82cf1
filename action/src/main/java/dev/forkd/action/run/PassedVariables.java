package dev.forkd.action.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Selects which of this process's environment variables the commands see: only those that {@code FORKD_PASS_ENV} names
 * and, with the embedded controller, the PATH, because its sandboxes use this machine's programs.
 */
final class PassedVariables {
    private final Map<String, String> variables;

    PassedVariables(Map<String, String> variables) {
        this.variables = variables;
    }

    Map<String, String> select(boolean embedded) {
        Map<String, String> passed = new LinkedHashMap<>();
        String names = variables.getOrDefault("FORKD_PASS_ENV", "") + (embedded ? ",PATH" : "");
        Arrays.stream(names.split("[,\\s]+"))
                .filter(name -> variables.containsKey(name) && !name.equals("FORKD_TOKEN"))
                .forEach(name -> passed.put(name, variables.getOrDefault(name, "")));
        return passed;
    }
}
