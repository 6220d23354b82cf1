package dev.forkd.compatibility.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A plain Launcher program: runs what it is told to and writes down every event, so that two runs can be compared by
 * diff. Classes may end in any order, so the events are grouped by top-level class; within a class they stay in order.
 *
 * <pre>java -cp CLASSPATH Events OUT [gradle|intellij|eclipse] SELECTION...</pre>
 *
 * A selection is class:NAME, method:NAME, nested:OUTER,INNER, id:ID, package:NAME, root:DIR, or what {@link Tools} says.
 */
final class Events {

    private Events() {}

    public static void main(String[] args) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(args));
        Path out = Path.of(arguments.remove(0));
        Recorder recorder = new Recorder();
        switch (arguments.get(0)) {
            case "gradle" -> Tools.gradle(arguments.subList(1, arguments.size()), recorder);
            case "intellij" -> Tools.intellij(arguments.get(1), recorder);
            case "eclipse" -> Tools.eclipse(arguments.subList(1, arguments.size()), recorder);
            default -> plain(arguments, recorder);
        }
        try (PrintStream file = new PrintStream(out.toFile(), StandardCharsets.UTF_8)) {
            recorder.print(file);
        }
        System.exit(0);
    }

    private static void plain(List<String> selections, Recorder recorder) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .filters(ClassNameFilter.includeClassNamePatterns(".*(Test|Spec)(\\$.*)?"));
        selections.forEach(selection -> request.selectors(selector(selection)));
        try (LauncherSession session = LauncherFactory.openSession()) {
            Launcher launcher = session.getLauncher();
            launcher.execute(launcher.discover(request.build()), recorder);
        }
    }

    static DiscoverySelector selector(String argument) {
        String[] parts = argument.split(":", 2);
        return switch (parts[0]) {
            case "class" -> DiscoverySelectors.selectClass(parts[1]);
            case "method" -> DiscoverySelectors.selectMethod(parts[1]);
            case "nested" -> nested(parts[1].split(",", 2));
            case "id" -> DiscoverySelectors.selectUniqueId(parts[1]);
            case "package" -> DiscoverySelectors.selectPackage(parts[1]);
            case "root" ->
                DiscoverySelectors.selectClasspathRoots(Set.of(Path.of(parts[1])))
                        .get(0);
            default -> throw new IllegalArgumentException(argument);
        };
    }

    private static DiscoverySelector nested(String[] outerAndInner) {
        return DiscoverySelectors.selectNestedClass(List.of(outerAndInner[0]), outerAndInner[1]);
    }

    static final class Recorder implements TestExecutionListener {

        private final Map<String, List<String>> byUnit = new TreeMap<>();

        synchronized void add(TestIdentifier node, String line) {
            // The engine 'forkd' shows the classes of all engines below itself; their ids stay the same.
            UniqueId id = node.getUniqueIdObject();
            if (id.getSegments().size() > 1) {
                String unit = id.getSegments().get(0) + " " + id.getSegments().get(1);
                byUnit.computeIfAbsent(unit, key -> new ArrayList<>()).add(line);
            }
        }

        static String describe(TestIdentifier node) {
            return node.getUniqueId()
                    + " parent="
                    + node.getParentId()
                            .filter(p -> !p.startsWith("[engine:") || p.contains("/"))
                            .orElse("root")
                    + " name=" + text(node.getDisplayName())
                    + " legacy=" + text(node.getLegacyReportingName())
                    + " type=" + node.getType()
                    + " tags=" + node.getTags()
                    + " source="
                    + node.getSource()
                            .map(s -> s.getClass().getSimpleName() + " " + s)
                            .orElse("none");
        }

        private static String text(String value) {
            return '"' + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + '"';
        }

        @Override
        public void testPlanExecutionStarted(TestPlan plan) {
            for (TestIdentifier root : plan.getRoots()) {
                plan.getDescendants(root).forEach(node -> add(node, "planned " + describe(node)));
            }
        }

        @Override
        public void dynamicTestRegistered(TestIdentifier node) {
            add(node, "registered " + describe(node));
        }

        @Override
        public void executionSkipped(TestIdentifier node, String reason) {
            add(node, "skipped " + node.getUniqueId() + " " + text(reason));
        }

        @Override
        public void executionStarted(TestIdentifier node) {
            add(node, "started " + node.getUniqueId());
        }

        @Override
        public void executionFinished(TestIdentifier node, TestExecutionResult result) {
            add(
                    node,
                    "finished " + node.getUniqueId() + " " + result.getStatus()
                            + result.getThrowable().map(t -> "\n" + describe(t)).orElse(""));
        }

        @Override
        public void reportingEntryPublished(TestIdentifier node, ReportEntry entry) {
            add(
                    node,
                    "published " + node.getUniqueId() + " "
                            + text(entry.getKeyValuePairs().toString()));
        }

        @Override
        public void fileEntryPublished(TestIdentifier node, FileEntry file) {
            String content;
            try {
                content = Files.isRegularFile(file.getPath())
                        ? Files.size(file.getPath()) + " bytes, " + Arrays.hashCode(Files.readAllBytes(file.getPath()))
                        : Files.isDirectory(file.getPath()) ? "a directory" : "missing";
            } catch (IOException e) {
                content = e.toString();
            }
            add(
                    node,
                    "file " + node.getUniqueId() + " " + file.getPath().getFileName() + " "
                            + file.getMediaType().orElse("none") + " " + content);
        }

        /** A throwable may throw when it is asked; that too is to be the same. */
        private static String describe(Throwable t) {
            try {
                return describe(t, "  ", Collections.newSetFromMap(new IdentityHashMap<>()));
            } catch (RuntimeException | Error e) {
                return "  cannot be asked: " + e.getClass().getName();
            }
        }

        /** Everything that an IDE or a report can ask a throwable for. */
        private static String describe(Throwable t, String indent, Set<Throwable> seen) {
            if (!seen.add(t)) {
                return indent + "told already: " + text(String.valueOf(t));
            }
            StringBuilder text = new StringBuilder(indent)
                    .append(t.getClass().getName())
                    .append(t instanceof AssertionError ? " (assertion)" : "")
                    .append(" toString=")
                    .append(text(String.valueOf(t)))
                    .append(" message=")
                    .append(text(String.valueOf(t.getMessage())))
                    .append(" localized=")
                    .append(text(String.valueOf(t.getLocalizedMessage())));
            for (String getter :
                    List.of("isExpectedDefined", "isActualDefined", "getExpected", "getActual", "getFailures")) {
                try {
                    Object value = t.getClass().getMethod(getter).invoke(t);
                    if (value != null && value.getClass().getSimpleName().equals("ValueWrapper")) {
                        value = value.getClass()
                                .getMethod("getStringRepresentation")
                                .invoke(value);
                    }
                    if (value instanceof List<?> failures) {
                        text.append('\n').append(indent).append("failures:");
                        failures.forEach(f -> text.append('\n').append(describe((Throwable) f, indent + "  ", seen)));
                    } else {
                        text.append(' ').append(getter).append('=').append(text(String.valueOf(value)));
                    }
                } catch (ReflectiveOperationException e) {
                    // Not of this kind.
                }
            }
            for (StackTraceElement frame : t.getStackTrace()) {
                text.append('\n')
                        .append(indent)
                        .append("at ")
                        .append(frame.toString().replaceAll("\\$\\$Lambda.*", "lambda"));
            }
            for (Throwable suppressed : t.getSuppressed()) {
                text.append('\n')
                        .append(indent)
                        .append("suppressed:\n")
                        .append(describe(suppressed, indent + "  ", seen));
            }
            if (t.getCause() != null) {
                text.append('\n').append(indent).append("cause:\n").append(describe(t.getCause(), indent, seen));
            }
            return text.toString();
        }

        void print(PrintStream out) {
            byUnit.forEach((unit, lines) -> {
                out.println("== " + unit);
                lines.forEach(out::println);
            });
        }
    }
}
