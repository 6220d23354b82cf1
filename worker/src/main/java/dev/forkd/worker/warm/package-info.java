/**
 * A worker that waits to be copied: how it warms up, whether it may be copied, and how a copy becomes a separate
 * worker.
 */
@NullMarked
package dev.forkd.worker.warm;

import org.jspecify.annotations.NullMarked;
