/** The project's listeners on the host, where they hear only of what runs here. Not API. */
@NullMarked
package dev.forkd.engine.listeners;

import org.jspecify.annotations.NullMarked;
