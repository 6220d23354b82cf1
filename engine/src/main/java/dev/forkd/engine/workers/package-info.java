/** The workers of a fleet: how one is started, driven, watched, replaced and let go. Not API. */
@NullMarked
package dev.forkd.engine.workers;

import org.jspecify.annotations.NullMarked;
