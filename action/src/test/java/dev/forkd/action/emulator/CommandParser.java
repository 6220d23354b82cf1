package dev.forkd.action.emulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads lines as the runner does (ActionCommand.TryParseV2, TryParse and ActionCommandManager.TryProcessCommand), and
 * once more without the characters that a culture-sensitive comparison may ignore: what either reading takes for a
 * command counts as executed. Thread-safe.
 */
public final class CommandParser {
    private static final String V2 = "::";
    private static final String V1 = "##[";

    /** One command that a line was taken for. */
    public record Command(String name, String properties, String data) {}

    private final Set<String> registered = new HashSet<>(Set.of(
            "add-mask",
            "add-matcher",
            "add-path",
            "debug",
            "do-something",
            "echo",
            "endgroup",
            "error",
            "group",
            "internal-set-repo-path",
            "notice",
            "remove-matcher",
            "save-state",
            "set-env",
            "set-output",
            "stop-commands",
            "warning"));
    private final List<Command> executed = new ArrayList<>();
    private String stopToken = "";

    /** Handles a line; tells whether it was a command. */
    public synchronized boolean process(String line) {
        Command command = parse(line);
        if (command == null) {
            String visible = line.replaceAll("[\\p{Mn}\\p{Me}\\p{Cf}\\x00-\\x08\\x0e-\\x1f\\x7f\\u115F\\u3164]", "");
            command = visible.equals(line) ? null : parse(visible);
        }
        if (command == null) {
            return false;
        }
        if (!stopToken.isEmpty()) {
            if (command.name().equalsIgnoreCase(stopToken)) {
                registered.remove(stopToken.toLowerCase(Locale.ROOT));
                stopToken = "";
                return true;
            }
            return false;
        }
        if (command.name().equals("stop-commands")) {
            stopToken = command.data();
            registered.add(stopToken.toLowerCase(Locale.ROOT));
        }
        executed.add(command);
        return true;
    }

    /** Whether commands are stopped now. */
    public synchronized boolean stopped() {
        return !stopToken.isEmpty();
    }

    /** All commands so far. */
    public synchronized List<Command> executed() {
        return List.copyOf(executed);
    }

    private Command parse(String line) {
        Command command = parseV2(line);
        return command == null ? parseV1(line) : command;
    }

    private Command parseV2(String line) {
        String text = line.stripLeading();
        int end = text.startsWith(V2) ? text.indexOf(V2, V2.length()) : -1;
        return end < 0 ? null : command(text.substring(V2.length(), end), text.substring(end + V2.length()), true);
    }

    private Command parseV1(String line) {
        int start = line.indexOf(V1);
        int end = start < 0 ? -1 : line.indexOf(']', start);
        return end < 0 ? null : command(line.substring(start + V1.length(), end), line.substring(end + 1), false);
    }

    private Command command(String info, String data, boolean v2) {
        int space = info.indexOf(' ');
        String name = space < 0 ? info : info.substring(0, space);
        if (!registered.contains(name.toLowerCase(Locale.ROOT))) {
            return null;
        }
        String properties = space < 0 ? "" : info.substring(space + 1).strip();
        return new Command(name.toLowerCase(Locale.ROOT), properties, v2 ? unescaped(data) : data);
    }

    private static String unescaped(String data) {
        return data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }
}
