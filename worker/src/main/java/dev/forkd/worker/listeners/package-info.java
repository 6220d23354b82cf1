/** The project's own listeners, which work where the tests run: in workers, and on the host for what runs there. */
@NullMarked
package dev.forkd.worker.listeners;

import org.jspecify.annotations.NullMarked;
