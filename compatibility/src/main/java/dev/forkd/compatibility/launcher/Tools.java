package dev.forkd.compatibility.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Calls the Launcher in the way, and in the order, in which the published sources of these tools do. Only what they do
 * to the Launcher is here; what they do with the events is their own business.
 */
final class Tools {

    private Tools() {}

    /**
     * As {@code JUnitPlatformTestClassProcessor} of Gradle: classes are collected, then all go into one request, which
     * is executed without a discovery of its own in a session that was opened before.
     *
     * @param selections classes:DIR, class:NAME, filter:CLASS.METHOD, include-engine:ID, exclude-engine:ID,
     *     include-tag:NAME, exclude-tag:NAME
     */
    static void gradle(List<String> selections, TestExecutionListener listener) {
        try (LauncherSession session = LauncherFactory.openSession()) {
            List<Class<?>> classes = new ArrayList<>();
            for (String selection : selections) {
                if (selection.startsWith("classes:")) {
                    namesBelow(Path.of(after(selection))).forEach(name -> collect(name, classes));
                } else if (selection.startsWith("class:")) {
                    collect(after(selection), classes);
                }
            }
            LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(classes.stream()
                            .map(DiscoverySelectors::selectClass)
                            .toList());
            of("filter:", selections).ifPresent(wanted -> request.filters(new ClassOrMethod(wanted)));
            of("include-engine:", selections).ifPresent(id -> request.filters(EngineFilter.includeEngines(id)));
            of("exclude-engine:", selections).ifPresent(id -> request.filters(EngineFilter.excludeEngines(id)));
            of("include-tag:", selections).ifPresent(tag -> request.filters(TagFilter.includeTags(tag)));
            of("exclude-tag:", selections).ifPresent(tag -> request.filters(TagFilter.excludeTags(tag)));
            session.getLauncher().execute(request.build(), listener);
        }
    }

    /**
     * As {@code JUnit5IdeaTestRunner} of IntelliJ: a launcher without a session, one request, executed at once.
     *
     * @param selection id:ID, class:NAME, nested:OUTER,INNER, root:DIR, package:NAME, method:CLASS#NAME(TYPES),
     *     iteration:CLASS#NAME(TYPES)@INDEX, or any-method:CLASS#NAME for a method of unknown parameters
     */
    static void intellij(String selection, TestExecutionListener listener) {
        Launcher launcher = LauncherFactory.create();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        if (selection.startsWith("iteration:")) {
            String[] parts = after(selection).split("@", 2);
            request.selectors(DiscoverySelectors.selectIteration(
                    DiscoverySelectors.selectMethod(parts[0]), Integer.parseInt(parts[1])));
        } else if (selection.startsWith("any-method:")) {
            String[] parts = after(selection).split("#", 2);
            request.selectors(DiscoverySelectors.selectClass(parts[0])).filters(new NamedMethod(parts[0], parts[1]));
        } else {
            request.selectors(Events.selector(selection));
            if (selection.startsWith("package:") || selection.startsWith("root:")) {
                request.filters(
                        ClassNameFilter.includeClassNamePatterns("^(Test.*|.+[.$]Test.*|.*Tests?)$"),
                        ClassNameFilter.excludeClassNamePatterns("com\\.intellij\\.rt.*", "com\\.intellij\\.junit3.*"));
            }
        }
        launcher.execute(request.build(), listener, new TestExecutionListener() {});
    }

    /**
     * As {@code JUnit5TestLoader} and {@code JUnit5TestReference} of Eclipse: one launcher; every selection is discovered
     * before the first is executed, each as a plan of its own.
     *
     * @param selections class:NAME, method:CLASS#NAME, id:ID, package:NAME
     */
    static void eclipse(List<String> selections, TestExecutionListener listener) {
        Launcher launcher = LauncherFactory.create();
        List<TestPlan> plans = new ArrayList<>();
        for (String selection : selections) {
            LauncherDiscoveryRequestBuilder request =
                    LauncherDiscoveryRequestBuilder.request().selectors(Events.selector(selection));
            if (selection.startsWith("package:")) {
                request.filters(ClassNameFilter.includeClassNamePatterns("^" + after(selection) + "\\.[^.]+$"));
            }
            plans.add(launcher.discover(request.build()));
        }
        for (TestPlan plan : plans) {
            launcher.registerTestExecutionListeners(new TestExecutionListener() {
                @Override
                public void executionStarted(TestIdentifier node) {
                    // Where it would break off if its user had asked for that.
                }
            });
            launcher.execute(plan, listener);
        }
    }

    /** Every class of a directory, but no anonymous and no inner ones. */
    private static void collect(String name, List<Class<?>> classes) {
        try {
            Class<?> type = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            Class<?> outer = type.getEnclosingClass();
            boolean inner = outer != null && !Modifier.isStatic(type.getModifiers());
            boolean enclosed = outer != null
                    && Stream.of(outer.getAnnotations())
                            .anyMatch(annotation -> annotation.toString().contains("experimental.runners.Enclosed"));
            if (!inner && !enclosed) {
                classes.add(type);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> namesBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> directory.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.matches(".*\\$\\d+.*"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> of(String kind, List<String> selections) {
        return selections.stream()
                .filter(s -> s.startsWith(kind))
                .map(Tools::after)
                .findFirst();
    }

    private static String after(String selection) {
        return selection.substring(selection.indexOf(':') + 1);
    }

    /** A filter that looks at the node, its parents and its children, as Gradle's {@code --tests} does. */
    private record ClassOrMethod(String wanted) implements PostDiscoveryFilter {

        @Override
        public FilterResult apply(TestDescriptor node) {
            for (TestDescriptor above = node;
                    above != null;
                    above = above.getParent().orElse(null)) {
                if (above.getSource().filter(source -> matches(source, null)).isPresent()) {
                    return FilterResult.included("class");
                }
            }
            return FilterResult.includedIf(shouldRun(node));
        }

        private boolean shouldRun(TestDescriptor node) {
            TestSource source = node.getSource().orElse(null);
            if (source == null) {
                return true;
            }
            if (source instanceof MethodSource method) {
                return matches(ClassSource.from(method.getClassName()), method.getMethodName())
                        || node.getParent()
                                .flatMap(TestDescriptor::getSource)
                                .filter(parent -> matches(parent, method.getMethodName()))
                                .isPresent();
            }
            if (source instanceof ClassSource) {
                return node.getChildren().isEmpty()
                        ? matches(source, node.getLegacyReportingName())
                        : node.getChildren().stream().anyMatch(this::shouldRun);
            }
            return node.getParent().filter(this::shouldRun).isPresent();
        }

        private boolean matches(TestSource source, @Nullable String method) {
            return source instanceof ClassSource type
                    && (method == null ? type.getClassName() : type.getClassName() + "." + method)
                            .matches(wanted.replace(".", "\\.")
                                    .replace("$", "\\$")
                                    .replace("*", ".*"));
        }
    }

    /** What IntelliJ adds when it does not know a method's parameters. */
    private record NamedMethod(String type, String name) implements PostDiscoveryFilter {

        @Override
        public FilterResult apply(TestDescriptor node) {
            return FilterResult.includedIf(!(node.getSource().orElse(null) instanceof MethodSource method)
                    || (method.getMethodName().equals(name)
                            && method.getClassName().equals(type)));
        }
    }
}
