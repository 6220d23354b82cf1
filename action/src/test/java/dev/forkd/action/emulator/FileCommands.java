package dev.forkd.action.emulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads GITHUB_OUTPUT and GITHUB_STATE as the runner does (SetOutputFileCommand, EnvFileKeyValuePairs). */
public final class FileCommands {
    private FileCommands() {}

    /** The values; a later one replaces an earlier one. */
    public static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] lines = text.split("\n", -1);
        int i = 0;
        while (i < lines.length) {
            String line = lines[i++];
            if (line.isEmpty()) {
                continue;
            }
            int equals = line.indexOf('=');
            int heredoc = line.indexOf("<<");
            if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
                require(equals > 0, "a value has no name");
                values.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (heredoc >= 0) {
                String delimiter = line.substring(heredoc + 2);
                require(heredoc > 0 && !delimiter.isEmpty(), "a value has no name or no delimiter");
                StringBuilder value = new StringBuilder();
                String separator = "";
                while (true) {
                    require(i < lines.length, "matching delimiter not found " + delimiter);
                    String next = lines[i++];
                    if (next.equals(delimiter)) {
                        break;
                    }
                    value.append(separator).append(next);
                    separator = "\n";
                }
                values.put(line.substring(0, heredoc), value.toString());
            } else {
                throw new IllegalStateException("invalid format '" + line + "'");
            }
        }
        return values;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }
}
