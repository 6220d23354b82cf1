/** Reads the events of workers. Not API. */
@NullMarked
package dev.forkd.engine.channel;

import org.jspecify.annotations.NullMarked;
