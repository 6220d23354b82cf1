/**
 * The implementation that {@code org.crac} looks for at run time, so that resources of libraries are told about a
 * checkpoint. In an ordinary JDK {@code org.crac} has no implementation of its own, and uses the classes of the package
 * that a system property names.
 */
@NullMarked
package dev.forkd.worker.crac;

import org.jspecify.annotations.NullMarked;
