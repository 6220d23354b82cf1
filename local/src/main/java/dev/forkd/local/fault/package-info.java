/** Faults that a test can put into a local controller, to see what its client does about them. */
@NullMarked
package dev.forkd.local.fault;

import org.jspecify.annotations.NullMarked;
