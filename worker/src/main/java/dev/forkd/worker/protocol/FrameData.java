package dev.forkd.worker.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A stack frame. Loader, module and version are present only if the frame's text shows them.
 *
 * @param loader name of the class loader
 * @param module name of the module
 * @param version version of the module
 * @param type name of the class
 * @param method name of the method
 * @param file name of the source file
 * @param line line number, or one of Java's special negative numbers
 */
public record FrameData(
        @Nullable String loader,
        @Nullable String module,
        @Nullable String version,
        String type,
        String method,
        @Nullable String file,
        int line) {}
