/** Reads what workers write. Not API. */
@NullMarked
package dev.forkd.engine.channel;

import org.jspecify.annotations.NullMarked;
