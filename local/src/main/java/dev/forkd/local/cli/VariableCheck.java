package dev.forkd.local.cli;

import java.util.Collection;
import java.util.List;

/** Finds environment variables that look like settings of forkd but are none. */
final class VariableCheck {
    private final Collection<String> names;

    VariableCheck(Collection<String> names) {
        this.names = names;
    }

    List<Finding> findings() {
        List<Finding> unknown = names.stream()
                .filter(name -> name.startsWith(KnownNames.VARIABLES) && !KnownNames.isVariable(name))
                .sorted()
                .map(name -> Finding.wrong(
                        "variable",
                        name + " is no setting of forkd's and is ignored." + KnownNames.likeVariable(name)
                                + " docs/configuration.md lists them all."))
                .toList();
        return unknown.isEmpty()
                ? List.of(Finding.ok(
                        "variables", "each FORKD_* name that is set means something; a run checks the values"))
                : unknown;
    }
}
