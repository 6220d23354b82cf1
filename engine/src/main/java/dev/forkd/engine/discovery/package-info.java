/** Takes over tests that the other engines discovered, by grafting. Not API. */
@NullMarked
package dev.forkd.engine.discovery;

import org.jspecify.annotations.NullMarked;
