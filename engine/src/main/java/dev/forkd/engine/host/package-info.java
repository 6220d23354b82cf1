/** Differences between the programs that run the Launcher, and between versions of the Platform. Not API. */
@NullMarked
package dev.forkd.engine.host;

import org.jspecify.annotations.NullMarked;
