/**
 * What a worker sees: how it is determined, shipped and made in a sandbox, and how changes are brought back. Not API.
 */
@NullMarked
package dev.forkd.engine.place;

import org.jspecify.annotations.NullMarked;
