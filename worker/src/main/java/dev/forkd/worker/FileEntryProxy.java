package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Adds to a listener the report about published files, which exists since Platform 1.12 but not in the version that we
 * compile against.
 */
final class FileEntryProxy {

    private static final int MAX_FILES = 1_000;

    private final TestExecutionListener delegate;
    private final EventWriter events;
    private final OutputCapture output;

    private FileEntryProxy(TestExecutionListener delegate, EventWriter events, OutputCapture output) {
        this.delegate = delegate;
        this.events = events;
        this.output = output;
    }

    static TestExecutionListener around(TestExecutionListener delegate, EventWriter events, OutputCapture output) {
        FileEntryProxy proxy = new FileEntryProxy(delegate, events, output);
        return (TestExecutionListener) Proxy.newProxyInstance(
                TestExecutionListener.class.getClassLoader(),
                new Class<?>[] {TestExecutionListener.class},
                (self, method, arguments) -> proxy.invoke(method, arguments));
    }

    private @Nullable Object invoke(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("fileEntryPublished")) {
            publish((TestIdentifier) arguments[0], arguments[1]);
            return null;
        }
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void publish(TestIdentifier test, Object entry) throws ReflectiveOperationException {
        Path path = (Path) entry.getClass().getMethod("getPath").invoke(entry);
        Optional<?> mediaType =
                (Optional<?>) entry.getClass().getMethod("getMediaType").invoke(entry);
        output.flush();
        events.write(new WorkerEvent.FilePublished(
                test.getUniqueId(),
                path.toAbsolutePath().toString(),
                OutputDirectory.relativize(UniqueId.parse(test.getUniqueId()), path),
                mediaType.map(Object::toString).orElse(null),
                Files.isDirectory(path) ? filesBelow(path) : List.of()));
    }

    private static List<String> filesBelow(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .limit(MAX_FILES)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
