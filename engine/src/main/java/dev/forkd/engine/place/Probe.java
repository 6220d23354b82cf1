package dev.forkd.engine.place;

import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.host.RunFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a sandbox is, as it says itself.
 *
 * @param thisMachine whether it sees this machine's files
 * @param namespaces whether a mount namespace can be made in it
 * @param root whether its user is the superuser, if only of a user namespace
 * @param memoryMib the memory of its machine; 0 when unknown
 * @param java path of its java program; empty for none
 * @param javaVersion feature version of that; 0 when unknown
 */
record Probe(boolean thisMachine, boolean namespaces, boolean root, long memoryMib, String java, int javaVersion) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /**
     * Asks a sandbox.
     *
     * @param sandbox whom to ask
     * @param witness path of a file of this machine
     * @param secret what only this machine's file says
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
            throw new RunFailedException(
                    "Sandbox " + sandbox.id() + " could not be looked at, exit code " + result.exitCode() + ": "
                            + result.stderr().strip()
                            + ". Its image needs a POSIX shell, coreutils and util-linux.",
                    null);
        }
        return new Probe(
                said.get("machine").equals("same"),
                said.getOrDefault("unshare", "no").equals("yes"),
                said.getOrDefault("user", "").equals("0"),
                number(said.get("memory")) / 1024,
                said.getOrDefault("java", ""),
                feature(said.getOrDefault("version", "")));
    }

    private static int feature(String version) {
        String digits = version.replaceFirst("^1\\.", "").replaceFirst("\\D.*", "");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }

    private static long number(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }
}
