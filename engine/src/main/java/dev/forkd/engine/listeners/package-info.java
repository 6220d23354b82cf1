/** The project's listeners on the host, where they are told only about tests that run here. Not API. */
@NullMarked
package dev.forkd.engine.listeners;

import org.jspecify.annotations.NullMarked;
