/** Faults that a test can add to a local controller, to see how its client reacts. */
@NullMarked
package dev.forkd.local.fault;

import org.jspecify.annotations.NullMarked;
