package dev.forkd.engine.place;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the script that starts a worker inside its place, as the builder and with the builder's environment. */
final class EnterScript {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    /** What a guest's own environment has; the rest is left, because what marks a sandbox's processes is among it. */
    private static final String FORGET = "unset HOME TERM PWD OLDPWD SHLVL LC_CTYPE LANG TMPDIR _ 2>/dev/null\n";

    private EnterScript() {}

    /**
     * Writes the script.
     *
     * @param environment the whole environment but what marks a worker
     * @param holder pid of the process that holds the place; 0 when the place is the sandbox itself
     * @param identity command that becomes the builder; empty when the sandbox's user is the builder
     * @param owner number of the user that must be able to write what the worker writes; -1 for none
     * @param workingDirectory where to start
     * @param command the program and its arguments
     */
    static String write(
            Map<String, String> environment,
            long holder,
            List<String> identity,
            int owner,
            String workingDirectory,
            List<String> command) {
        StringBuilder script = new StringBuilder("enter=$(command -v nsenter)\n");
        if (owner > 0) {
            script.append("chmod 711 \"$FORKD_PROCESS_DIR\" && chown -R ")
                    .append(owner)
                    .append(" \"$FORKD_PROCESS_DIR\"\n");
        }
        script.append(FORGET);
        StringBuilder odd = new StringBuilder();
        environment.forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                script.append("export ").append(quoted(name + "=" + value)).append('\n');
            } else {
                odd.append(' ').append(quoted(name + "=" + value));
            }
        });
        script.append("exec");
        if (holder > 0) {
            script.append(" \"$enter\" --mount=/proc/").append(holder).append("/ns/mnt --");
        }
        identity.forEach(word -> script.append(' ').append(quoted(word)));
        script.append(" sh -c 'cd \"$1\" && shift && exec \"$@\"' sh ").append(quoted(workingDirectory));
        if (odd.length() > 0) {
            script.append(" env").append(odd);
        }
        return script.append(' ')
                .append(command.stream().map(EnterScript::quoted).collect(Collectors.joining(" ")))
                .append('\n')
                .toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
