package dev.forkd.engine.frozen;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** The command line, to be copied, that looks into a frozen test. */
final class LookCommand {

    private LookCommand() {}

    static String of(String tag) {
        return "java -jar " + quoted(jar()) + " look " + tag;
    }

    private static String jar() {
        try {
            CodeSource source = Main.class.getProtectionDomain().getCodeSource();
            if (source != null) {
                Path path = Path.of(source.getLocation().toURI());
                if (Files.isRegularFile(path)) {
                    return path.toString();
                }
            }
        } catch (URISyntaxException | RuntimeException e) {
            // The place of the jar is unknown; its name alone tells the user what to look for.
        }
        return "forkd-junit-engine.jar";
    }

    private static String quoted(String path) {
        return path.matches("[\\w./+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
