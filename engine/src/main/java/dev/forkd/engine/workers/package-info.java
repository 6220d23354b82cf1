/** The workers of a fleet: how they are started, driven, watched, replaced and ended. Not API. */
@NullMarked
package dev.forkd.engine.workers;

import org.jspecify.annotations.NullMarked;
