package dev.forkd.action;

import dev.forkd.action.report.Reproduction;
import dev.forkd.action.run.Program;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Shell;
import dev.forkd.action.split.Framework;
import dev.forkd.action.split.SplitWorkload;
import java.util.List;
import java.util.stream.Collectors;

/** Builds command lines that repeat what one sandbox of a run did. */
final class CommandLines {
    private static final String PROGRAM = "java -jar forkd-action.jar ";
    private static final int MAX_TEXT = 4_000;
    private static final int MAX_ITEMS = 200;

    private CommandLines() {}

    static Reproduction ofRun(RunSettings settings) {
        return index -> PROGRAM + "run" + options(settings, Shell.LENIENT) + " --n " + settings.n() + " --index "
                + index + " -- " + command(settings.program());
    }

    /** Names the items explicitly, because a new plan would be based on times that have changed since. */
    static Reproduction ofSplit(RunSettings settings, SplitWorkload workload, Framework framework) {
        return index -> {
            List<String> items = workload.done().get(index);
            String tool = framework == Framework.NONE ? "" : " --framework " + framework.label();
            String start = PROGRAM + "split" + options(settings, Shell.STRICT) + tool;
            String end = " -- " + command(settings.program());
            if (items.isEmpty()) {
                return start + " --n " + settings.n() + " --index " + index + end;
            }
            String list = items.stream()
                    .limit(MAX_ITEMS)
                    .map(item -> " \\\n  --tests " + quoted(item))
                    .collect(Collectors.joining());
            String rest = items.size() > MAX_ITEMS ? " # and " + (items.size() - MAX_ITEMS) + " more items" : "";
            return start + " --n 1" + (workload.queue() ? " --mode queue" : "") + list + end + rest;
        };
    }

    private static String options(RunSettings settings, Shell standard) {
        StringBuilder options = new StringBuilder();
        settings.controller().uri().ifPresent(uri -> options.append(" --url ")
                .append(quoted(uri.toString()))
                .append(" --snapshot-tag ")
                .append(settings.snapshotTag()));
        if (settings.perChildNetns()) {
            options.append(" --per-child-netns");
        }
        settings.memoryLimitMib()
                .ifPresent(limit -> options.append(limit == 256 ? "" : " --memory-limit-mib " + limit));
        long seconds = settings.execTimeout().toSeconds();
        options.append(seconds == 300 ? "" : " --exec-timeout-secs " + seconds);
        Shell shell = settings.program().shell();
        if (settings.program().arguments().isEmpty() && !shell.equals(standard)) {
            options.append(" --shell ").append(quoted(String.join(" ", shell.forFile())));
        }
        return options.toString();
    }

    private static String command(Program program) {
        if (!program.arguments().isEmpty()) {
            return program.arguments().stream().map(CommandLines::quoted).collect(Collectors.joining(" "));
        }
        String text = program.text().stripTrailing();
        return text.length() > MAX_TEXT ? "\"$(cat the-script-of-the-step)\"" : quoted(text);
    }

    private static String quoted(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
