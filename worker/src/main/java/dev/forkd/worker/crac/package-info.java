/**
 * What {@code org.crac} looks for at runtime, so that resources of libraries hear of a checkpoint: their own package of that name
 * has no implementation in an ordinary JDK, and takes the classes of the package that a system property names.
 */
@NullMarked
package dev.forkd.worker.crac;

import org.jspecify.annotations.NullMarked;
