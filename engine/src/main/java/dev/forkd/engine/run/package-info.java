/** A run, from the Launcher's thread to the session with its sandboxes, and the times of earlier runs. Not API. */
@NullMarked
package dev.forkd.engine.run;

import org.jspecify.annotations.NullMarked;
