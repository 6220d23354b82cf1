/**
 * The project's own listeners. They work where the tests run: in workers, and on the host for tests that run there.
 */
@NullMarked
package dev.forkd.worker.listeners;

import org.jspecify.annotations.NullMarked;
