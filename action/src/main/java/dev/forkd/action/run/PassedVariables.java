package dev.forkd.action.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which of this process's variables the commands may see: none, but those that {@code FORKD_PASS_ENV} names; on the
 * embedded controller also the PATH, as its sandboxes use this machine's programs.
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
