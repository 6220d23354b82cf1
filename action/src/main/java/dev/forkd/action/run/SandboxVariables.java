package dev.forkd.action.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that tell each sandbox its number. The names are our own, so no tool takes a shard by accident. */
final class SandboxVariables {
    private SandboxVariables() {}

    static Map<String, String> of(int index, int count, String id, String workDirectory) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("SANDBOX_INDEX", Integer.toString(index));
        variables.put("SANDBOX_COUNT", Integer.toString(count));
        variables.put("SANDBOX_NUMBER", Integer.toString(index + 1));
        variables.put("SANDBOX_SHARD", (index + 1) + "/" + count);
        variables.put("SANDBOX_ID", id);
        variables.put("FORKD_REPORTS", workDirectory + "/reports");
        return variables;
    }
}
