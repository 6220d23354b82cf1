package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

/**
 * Encodes the test source of a dynamic node. A source of an unknown kind is left out; the host then uses the parent's
 * source.
 */
public final class SourceEncoder {

    private SourceEncoder() {}

    /**
     * Encodes a source.
     *
     * @param source any source
     * @return the source's parts, or {@code null} for an unknown kind
     */
    public static @Nullable SourceData encode(TestSource source) {
        if (source instanceof MethodSource method) {
            return new SourceData(
                    "method",
                    List.of(
                            method.getClassName(),
                            method.getMethodName(),
                            method.getMethodParameterTypes() == null ? "" : method.getMethodParameterTypes()),
                    0,
                    0,
                    List.of());
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
            return at("file", inTheProject(file.getFile()), file.getPosition().orElse(null));
        }
        if (source instanceof DirectorySource directory) {
            return at("directory", inTheProject(directory.getFile()), null);
        }
        if (source instanceof PackageSource pack) {
            return at("package", pack.getPackageName(), null);
        }
        if (source instanceof UriSource uri) {
            return at("uri", uri.getUri().toString(), null);
        }
        if (source instanceof CompositeTestSource composite) {
            List<SourceData> parts = composite.getSources().stream()
                    .map(SourceEncoder::encode)
                    .filter(Objects::nonNull)
                    .toList();
            return new SourceData("composite", List.of(""), 0, 0, parts);
        }
        return null;
    }

    /**
     * An absolute path in the sandbox means nothing to the host, but a path relative to the project means the same to
     * both.
     */
    private static String inTheProject(File file) {
        try {
            Path project = new File("").getCanonicalFile().toPath();
            Path path = file.toPath();
            return path.startsWith(project) ? project.relativize(path).toString() : file.getPath();
        } catch (IOException e) {
            return file.getPath();
        }
    }

    private static SourceData at(String kind, String value, @Nullable FilePosition position) {
        int line = position == null ? 0 : position.getLine();
        int column = position == null ? 0 : position.getColumn().orElse(0);
        return new SourceData(kind, List.of(value), line, column, List.of());
    }
}
