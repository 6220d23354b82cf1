/**
 * A forkd controller inside this JVM, with sandboxes that are processes on this machine.
 */
@NullMarked
package dev.forkd.local;

import org.jspecify.annotations.NullMarked;
