/** The user's settings, which are checked before anything is started. Not API. */
@NullMarked
package dev.forkd.engine.configuration;

import org.jspecify.annotations.NullMarked;
