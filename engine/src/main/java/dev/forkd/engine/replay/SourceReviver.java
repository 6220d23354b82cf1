package dev.forkd.engine.replay;

import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import java.io.File;
import java.net.URI;
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

/** Makes a test source from its parts. Only names are used; no class is loaded. */
final class SourceReviver {

    private SourceReviver() {}

    /** Returns the source, or {@code null} if its kind or its values are invalid here. */
    static @Nullable TestSource revive(SourceData data) {
        try {
            String value = data.values().get(0);
            FilePosition position = position(data);
            return switch (data.kind()) {
                case "method" ->
                    MethodSource.from(value, data.values().get(1), data.values().get(2));
                case "class" -> ClassSource.from(value, position);
                case "resource" -> ClasspathResourceSource.from(value, position);
                case "file" -> FileSource.from(file(value), position);
                case "directory" -> DirectorySource.from(file(value));
                case "package" -> PackageSource.from(value);
                case "uri" -> UriSource.from(URI.create(value));
                case "composite" -> composite(data.parts());
                default -> null;
            };
        } catch (RuntimeException e) {
            // The source only helps reports; without it the parent's is used.
            return null;
        }
    }

    private static @Nullable TestSource composite(List<SourceData> parts) {
        List<TestSource> sources = parts.stream()
                .map(SourceReviver::revive)
                .filter(Objects::nonNull)
                .toList();
        return sources.isEmpty() ? null : CompositeTestSource.from(sources);
    }

    private static File file(String path) {
        File file = new File(path);
        return file.isAbsolute() ? file : new File(System.getProperty("user.dir"), path);
    }

    private static @Nullable FilePosition position(SourceData data) {
        if (data.line() < 1) {
            return null;
        }
        return data.column() < 1 ? FilePosition.from(data.line()) : FilePosition.from(data.line(), data.column());
    }
}
