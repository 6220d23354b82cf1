package dev.forkd.engine.host;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;

/** The only place that uses newer API than that of the oldest supported Platform, by reflection. */
public final class PlatformFeatures {

    private PlatformFeatures() {}

    /**
     * Returns the directories for published files, which exist since 1.12.
     *
     * @param request the request
     * @return the directories; before 1.12 there are none, and tests cannot publish files
     */
    public static OutputDirectories outputDirectories(ExecutionRequest request) {
        Optional<Object> creator = ReflectionSupport.findMethod(ExecutionRequest.class, "getOutputDirectoryCreator")
                .or(() -> ReflectionSupport.findMethod(ExecutionRequest.class, "getOutputDirectoryProvider"))
                .map(method -> ReflectionSupport.invokeMethod(method, request));
        return descriptor -> creator.map(found -> {
            Method create = ReflectionSupport.findMethod(
                            found.getClass(), "createOutputDirectory", TestDescriptor.class)
                    .orElseThrow();
            return (Path) ReflectionSupport.invokeMethod(create, found, descriptor);
        });
    }

    /**
     * Reports a published file, since 1.12.
     *
     * @param listener the listener to report to
     * @param descriptor the test
     * @param path the file or directory
     * @param mediaType its media type, if given
     */
    public static void publishFile(
            EngineExecutionListener listener, TestDescriptor descriptor, Path path, @Nullable String mediaType) {
        ReflectionSupport.tryToLoadClass("org.junit.platform.engine.reporting.FileEntry")
                .toOptional()
                .ifPresent(type -> {
                    Method from = ReflectionSupport.findMethod(type, "from", Path.class, String.class)
                            .orElseThrow();
                    Method publish = ReflectionSupport.findMethod(
                                    EngineExecutionListener.class, "fileEntryPublished", TestDescriptor.class, type)
                            .orElseThrow();
                    Object entry = ReflectionSupport.invokeMethod(from, null, path, mediaType);
                    ReflectionSupport.invokeMethod(publish, listener, descriptor, entry);
                });
    }

    /**
     * Returns the request's cancellation, which exists since 6.0.
     *
     * @param request the request
     * @return tells whether the run was cancelled; always {@code false} before 6.0
     */
    public static BooleanSupplier cancellation(ExecutionRequest request) {
        return ReflectionSupport.findMethod(ExecutionRequest.class, "getCancellationToken")
                .map(method -> ReflectionSupport.invokeMethod(method, request))
                .<BooleanSupplier>map(token -> {
                    Method isRequested = ReflectionSupport.findMethod(token.getClass(), "isCancellationRequested")
                            .orElseThrow();
                    return () -> Boolean.TRUE.equals(ReflectionSupport.invokeMethod(isRequested, token));
                })
                .orElse(() -> false);
    }
}
