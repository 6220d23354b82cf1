package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.ClasspathResourceSource;
import org.junit.platform.engine.support.descriptor.CompositeTestSource;
import org.junit.platform.engine.support.descriptor.DirectorySource;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.descriptor.PackageSource;
import org.junit.platform.engine.support.descriptor.UriSource;

/** Takes the test source of a dynamic node apart. An unknown kind is left out; the host then uses the parent's. */
final class SourceEncoder {

    private SourceEncoder() {}

    static @Nullable SourceData encode(TestSource source) {
        if (source instanceof MethodSource method) {
            return new SourceData(
                    "method",
                    List.of(
                            method.getClassName(),
                            method.getMethodName(),
                            method.getMethodParameterTypes() == null ? "" : method.getMethodParameterTypes()),
                    0,
                    0);
        }
        if (source instanceof ClassSource type) {
            return at("class", type.getClassName(), type.getPosition().orElse(null));
        }
        if (source instanceof ClasspathResourceSource resource) {
            return at(
                    "resource",
                    resource.getClasspathResourceName(),
                    resource.getPosition().orElse(null));
        }
        if (source instanceof FileSource file) {
            return at("file", file.getFile().getPath(), file.getPosition().orElse(null));
        }
        if (source instanceof DirectorySource directory) {
            return at("directory", directory.getFile().getPath(), null);
        }
        if (source instanceof PackageSource pack) {
            return at("package", pack.getPackageName(), null);
        }
        if (source instanceof UriSource uri) {
            return at("uri", uri.getUri().toString(), null);
        }
        if (source instanceof CompositeTestSource composite
                && !composite.getSources().isEmpty()) {
            return encode(composite.getSources().get(0));
        }
        return null;
    }

    private static SourceData at(String kind, String value, @Nullable FilePosition position) {
        int line = position == null ? 0 : position.getLine();
        int column = position == null ? 0 : position.getColumn().orElse(0);
        return new SourceData(kind, List.of(value), line, column);
    }
}
