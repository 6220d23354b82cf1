package dev.forkd.engine.replay;

import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import java.io.File;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.ClasspathResourceSource;
import org.junit.platform.engine.support.descriptor.DirectorySource;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.descriptor.PackageSource;
import org.junit.platform.engine.support.descriptor.UriSource;

/** Makes a test source again from its parts. Names are only names here: no class is loaded. */
final class SourceReviver {

    private SourceReviver() {}

    /** Returns the source, or {@code null} when its kind or its values are not known here. */
    static @Nullable TestSource revive(SourceData data) {
        try {
            String value = data.values().get(0);
            FilePosition position = position(data);
            return switch (data.kind()) {
                case "method" ->
                    MethodSource.from(value, data.values().get(1), data.values().get(2));
                case "class" -> ClassSource.from(value, position);
                case "resource" -> ClasspathResourceSource.from(value, position);
                case "file" -> FileSource.from(new File(value), position);
                case "directory" -> DirectorySource.from(new File(value));
                case "package" -> PackageSource.from(value);
                case "uri" -> UriSource.from(URI.create(value));
                default -> null;
            };
        } catch (RuntimeException e) {
            // A source is a convenience of reports; the parent's does as well.
            return null;
        }
    }

    private static @Nullable FilePosition position(SourceData data) {
        if (data.line() < 1) {
            return null;
        }
        return data.column() < 1 ? FilePosition.from(data.line()) : FilePosition.from(data.line(), data.column());
    }
}
