/** Collects what a worker needs and packs it once. Not API. */
@NullMarked
package dev.forkd.engine.place;

import org.jspecify.annotations.NullMarked;
