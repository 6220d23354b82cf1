/** Turns the events of the workers into events of this JVM's Launcher. Not API. */
@NullMarked
package dev.forkd.engine.replay;

import org.jspecify.annotations.NullMarked;
