/** Snapshots that are kept at a controller between builds: which there are, and which must go. Not API. */
@NullMarked
package dev.forkd.engine.cache;

import org.jspecify.annotations.NullMarked;
