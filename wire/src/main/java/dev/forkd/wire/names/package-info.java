/** What engine, local controller and Action do alike with names that users have misspelt. */
@NullMarked
package dev.forkd.wire.names;

import org.jspecify.annotations.NullMarked;
