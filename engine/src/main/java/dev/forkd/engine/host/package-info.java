/** What differs between the programs that host the Launcher, and between versions of the Platform. Not API. */
@NullMarked
package dev.forkd.engine.host;

import org.jspecify.annotations.NullMarked;
