/**
 * A worker that waits to be copied: what it does before, whether it may be copied, and how a copy becomes a worker of its
 * own.
 */
@NullMarked
package dev.forkd.worker.warm;

import org.jspecify.annotations.NullMarked;
