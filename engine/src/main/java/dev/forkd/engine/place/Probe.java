package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.RunFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a sandbox reports about itself.
 *
 * @param thisMachine whether it sees this machine's files
 * @param namespaces whether mount namespaces can be created in it
 * @param root whether its user is the superuser, possibly only of a user namespace
 * @param memoryMib memory of its machine in MiB; 0 if unknown
 * @param java path of its java program; empty for none
 * @param javaVersion feature version of that program; 0 if unknown
 */
record Probe(boolean thisMachine, boolean namespaces, boolean root, long memoryMib, String java, int javaVersion) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /**
     * Examines a sandbox.
     *
     * @param sandbox the sandbox
     * @param witness path of a file on this machine
     * @param secret the content of that file, by which it is recognised
     * @param java the java program that the user named
     */
    static Probe of(Sandbox sandbox, String witness, String secret, Optional<String> java) {
        String own = System.getProperty("java.home") + "/bin/java";
        ShellResult result = PlaceScript.inline(sandbox, TIMEOUT, "probe", witness, secret, java.orElse(""), own);
        Map<String, String> said = new HashMap<>();
        for (String line : result.stdout().split("\n", -1)) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2) {
                said.put(parts[0], parts[1].strip());
            }
        }
        if (result.exitCode() != 0 || !said.containsKey("machine")) {
            throw failure(sandbox.id(), result);
        }
        return new Probe(
                said.get("machine").equals("same"),
                said.getOrDefault("unshare", "no").equals("yes"),
                said.getOrDefault("user", "").equals("0"),
                number(said.get("memory")) / 1024,
                said.getOrDefault("java", ""),
                feature(said.getOrDefault("version", "")));
    }

    /** The failure to examine a sandbox. What it printed is cleaned, because anybody may have made its image. */
    static RunFailedException failure(String sandbox, ShellResult result) {
        return new RunFailedException(
                "Sandbox " + sandbox + " could not be looked at, exit code " + result.exitCode() + ": "
                        + OutputTail.clean(result.stderr())
                        + ". Its image needs a POSIX shell, coreutils and util-linux.",
                null);
    }

    private static int feature(String version) {
        String digits = version.replaceFirst("^1\\.", "").replaceFirst("\\D.*", "");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }

    private static long number(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }
}
