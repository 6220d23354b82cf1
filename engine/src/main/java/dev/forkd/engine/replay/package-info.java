/** Reports the events of the workers to this JVM's Launcher. Not API. */
@NullMarked
package dev.forkd.engine.replay;

import org.jspecify.annotations.NullMarked;
