/** The controller, and the sandboxes of a run: how they are created, swept and deleted. Not API. */
@NullMarked
package dev.forkd.engine.fleet;

import org.jspecify.annotations.NullMarked;
