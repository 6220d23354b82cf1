package dev.forkd.engine.place;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the script that starts a worker inside its place, as the user who runs the build and with that user's
 * environment.
 */
final class EnterScript {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    /** Variables that a shell changes itself, or that the script needs as the sandbox has them. */
    private static final List<String> SHELLS_OWN = List.of("PATH", "PWD", "OLDPWD", "SHLVL", "_");

    /** Variables that have a meaning for a shell, some of which it refuses to change. They are set after it too. */
    private static final Pattern MEANS_SOMETHING = Pattern.compile(
            "BASH\\w*|SHELLOPTS|POSIXLY_CORRECT|ENV|CDPATH|IFS"
                    + "|E?UID|PPID|GROUPS|OPT(IND|ARG|ERR)|LINENO|S?RANDOM|SECONDS|EPOCH\\w+|DIRSTACK|FUNCNAME|HISTCMD|PS[0-9]");

    /**
     * Variables of the guest's own environment that are removed. Others stay, because some of them mark the processes
     * of the sandbox.
     */
    private static final String FORGET = "unset HOME TERM PWD OLDPWD SHLVL LC_CTYPE LANG TMPDIR _ 2>/dev/null\n";

    private EnterScript() {}

    /**
     * Writes the script.
     *
     * @param environment the whole environment except the variables that mark a worker
     * @param holder id of the process that holds the place; 0 if the place is the sandbox itself
     * @param identity command that switches to the building user; empty if the sandbox already runs as that user
     * @param owner id of the user that must be able to write the worker's files; -1 for none
     * @param umask the permissions that new files do not get, in octal; empty for those of the sandbox
     * @param workingDirectory the working directory
     * @param command the program and its arguments
     */
    static String write(
            Map<String, String> environment,
            long holder,
            List<String> identity,
            int owner,
            String umask,
            String workingDirectory,
            List<String> command) {
        StringBuilder script = new StringBuilder("enter=$(command -v nsenter)\n");
        if (owner > 0) {
            script.append("chmod 711 \"$FORKD_PROCESS_DIR\" && chown -R ")
                    .append(owner)
                    .append(" \"$FORKD_PROCESS_DIR\"\n");
        }
        script.append(FORGET);
        StringBuilder late = new StringBuilder();
        SHELLS_OWN.stream().filter(name -> !environment.containsKey(name)).forEach(name -> late.append(" -u ")
                .append(name));
        environment.forEach((name, value) -> {
            String variable = quoted(name + "=" + value);
            if (NAME.matcher(name).matches()
                    && !SHELLS_OWN.contains(name)
                    && !MEANS_SOMETHING.matcher(name).matches()) {
                script.append("export ").append(variable).append('\n');
            } else {
                late.append(' ').append(variable);
            }
        });
        if (!umask.isEmpty()) {
            script.append("umask ").append(umask).append('\n');
        }
        if (!identity.isEmpty()) {
            // Its programs are where an ordinary user's path may not lead; the tests' own path is set after them.
            script.append("export PATH=\"$PATH:/usr/local/sbin:/usr/sbin:/sbin\"\n");
        }
        script.append("exec");
        if (holder > 0) {
            script.append(" \"$enter\" --mount=/proc/").append(holder).append("/ns/mnt --");
        }
        identity.forEach(word -> script.append(' ').append(quoted(word)));
        script.append(" sh -c 'cd \"$1\" && shift && exec \"$@\"' sh ").append(quoted(workingDirectory));
        return script.append(" env")
                .append(late)
                .append(' ')
                .append(command.stream().map(EnterScript::quoted).collect(Collectors.joining(" ")))
                .append('\n')
                .toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
