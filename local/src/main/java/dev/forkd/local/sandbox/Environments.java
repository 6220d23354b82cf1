package dev.forkd.local.sandbox;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment of a command: that of the guest's agent, and nothing of the host's (contract 7.2). */
final class Environments {
    private Environments() {}

    static Map<String, String> guest(Path workingDirectory) {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("HOME", "/");
        env.put("TERM", "linux");
        env.put("PWD", workingDirectory.toString());
        env.put("SHLVL", "0");
        env.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        env.put("LC_CTYPE", "C.UTF-8");
        return env;
    }
}
